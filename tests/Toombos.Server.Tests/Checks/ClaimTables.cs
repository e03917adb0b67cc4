namespace Toombos.Server.Tests.Checks;

/// <summary>A source text and how a sentence made from it reads.</summary>
public sealed record ClaimCase(string Language, string Source, string Sentence)
{
    public override string ToString() => $"{Language}: {Sentence}";
}

/// <summary>Faithful rewrites, which must pass, and planted errors, which must be caught; in four languages.</summary>
static class ClaimTables
{
    const string Hull = "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg, thanks to a new infusion process developed with the boatyard in Orust. The price stays at €1,890. Boats with the new hull leave the yard from 2 November 2026.";
    const string Trips = "4,200 paddlers tried it during the September beta and planned 11,300 trips.";
    const string Kits = "Hull repair kits can now be ordered in Norway and Iceland. Delivery takes four to six working days and costs €12.";
    const string Oven = "The second curing oven went into service on 1 October. It holds 60 °C within one degree for twelve hours and lets the yard finish five hulls a day instead of three.";
    const string Lane = "Wait for a gap of at least fifteen minutes, group up, and cross at a right angle. Call the traffic centre on VHF channel 13 before you start.";
    const string People = "Anna Berg and Erik Lund lead the workshop in Oslo. “We test every hull twice,” said Anna Berg on Monday at 14:00.";
    const string App = "Version 2.10.3 of the iPhone app starts 35% faster and needs 1.5 GB. The team grew by 12 people in Q3 2026.";
    const string Rumpf = "Der Skerry 14 wiegt jetzt 19,8 kg statt 23,4 kg. Das Verfahren stammt aus der Werft in Orust. Der Preis bleibt bei 1.890 €. Ausgeliefert wird ab dem 2. November 2026.";
    const string Ofen = "Der zweite Ofen läuft seit dem 1. Oktober um 8 Uhr. Er hält 60 °C zwölf Stunden lang, und die Werft schafft fünf statt drei Rümpfe am Tag. 4.200 Menschen sahen zu, 35 Prozent mehr als im Vorjahr, sagte Anna Berg.";
    const string Coque = "Le Skerry 14 pèse désormais 19,8 kg au lieu de 23,4 kg. Le prix reste de 1 890 €. Les livraisons partent du chantier d’Orust à partir du 2 novembre 2026.";
    const string Four = "Le deuxième four tourne depuis le 1er octobre à 14h30. Il tient 60 °C pendant douze heures. « Nous testons chaque coque deux fois », explique Anna Berg, et 35 % des 4 200 clients viennent de Norvège.";
    const string Casco = "El Skerry 14 pesa ahora 19,8 kg, antes 23,4 kg. El precio sigue en 1.890 €. Las entregas salen del astillero de Orust a partir del 2 de noviembre de 2026.";
    const string Horno = "El segundo horno funciona desde el 1 de octubre. Mantiene 60 °C durante doce horas. «Probamos cada casco dos veces», dijo Anna Berg en Oslo, y el 35 por ciento de los 4.200 clientes vive en Noruega.";

    public static IEnumerable<TheoryDataRow<ClaimCase>> Faithful() => Rows(
        // English: numbers, units, money
        ("en", Hull, "The Skerry 14 weighs 19.8 kg."), ("en", Hull, "At 19.8 kilograms the Skerry 14 is lighter than before."), ("en", Hull, "It costs 1,890 €."),
        ("en", Hull, "It still costs 1890 euros."), ("en", Hull, "It still costs EUR 1,890.00."), ("en", Hull, "From 23.4 kg to 19.8 kg: that is the new hull."),
        ("en", Hull, "Leaving the yard from 2026-11-02."), ("en", Hull, "Leaving the yard from November 2, 2026."), ("en", Hull, "Leaving the yard from 2nd November 2026."),
        ("en", Hull, "Boats leave the yard in November."), ("en", Hull, "Boats leave the yard in November 2026."), ("en", Hull, "It was developed in Orust."),
        ("en", Hull, "Orust is where the process comes from."), ("en", Hull, "Meet the lighter Skerry 14."), ("en", Hull, "Better boats start with less weight."),
        ("en", Trips, "4200 paddlers planned 11300 trips."), ("en", Trips, "In September, 4 200 paddlers took part."), ("en", Trips, "Paddlers planned 11.300 trips."),
        ("en", Kits, "Delivery takes 4–6 working days."), ("en", Kits, "Delivery takes 4 to 6 days and costs 12 euros."), ("en", Kits, "Order in Iceland or Norway today."),
        ("en", Kits, "Norway's paddlers can order now."), ("en", Oven, "It holds 60°C for 12 hours."), ("en", Oven, "The oven started on October 1."),
        ("en", Oven, "The yard finishes 5 hulls a day, not 3."), ("en", Oven, "It keeps 60 degrees within 1 degree."), ("en", Lane, "Call on VHF channel 13."),
        ("en", Lane, "Wait 15 minutes before you cross."), ("en", People, "The workshop in Oslo is led by Erik Lund."), ("en", People, "Anna Berg says: “We test every hull twice.”"),
        ("en", People, "It was 2 pm on Monday when Anna Berg spoke."), ("en", App, "The iPhone app, version 2.10.3, is 35 percent faster."), ("en", App, "It needs 1.5 GB."), ("en", App, "12 people joined in Q3 2026."),
        // German
        ("de", Rumpf, "Mit 19,8 Kilogramm ist der Skerry 14 leichter."), ("de", Rumpf, "Der Preis beträgt 1890 Euro."), ("de", Rumpf, "Er kostet 1.890,00 €."), ("de", Rumpf, "Ab 02.11.2026 verlassen Boote die Werft."),
        ("de", Rumpf, "Ab November 2026 wird geliefert."), ("de", Rumpf, "Das Verfahren kommt aus Orust."), ("de", Rumpf, "Die Werft liefert das leichtere Boot bald aus."),
        ("de", Ofen, "Der Ofen läuft seit 1. Oktober, 8:00 Uhr."), ("de", Ofen, "Er hält 60 Grad für 12 Stunden."), ("de", Ofen, "5 Rümpfe am Tag statt 3: So schnell ist die Werft."),
        ("de", Ofen, "35 % mehr Menschen sahen zu."), ("de", Ofen, "Laut Anna Berg kamen 4200 Menschen."),
        // French
        ("fr", Coque, "Le Skerry 14 ne pèse que 19,8 kilos."), ("fr", Coque, "Il coûte toujours 1890 euros."), ("fr", Coque, "Le prix : 1.890 €."), ("fr", Coque, "Livraison à partir du 2 novembre."),
        ("fr", Coque, "Construit à Orust, il part en novembre 2026."), ("fr", Coque, "Découvrez le nouveau Skerry 14."), ("fr", Four, "Le four tient 60 °C pendant 12 heures."), ("fr", Four, "Depuis le 1 octobre à 14 h 30, le four tourne."),
        ("fr", Four, "35 pour cent des clients vivent en Norvège."), ("fr", Four, "Anna Berg l’explique : « nous testons chaque coque deux fois »."), ("fr", Four, "La Norvège compte 4200 clients."),
        // Spanish
        ("es", Casco, "El Skerry 14 pesa 19,8 kilos."), ("es", Casco, "Cuesta 1890 euros."), ("es", Casco, "Precio: 1.890,00 €."), ("es", Casco, "A partir del 2 de noviembre sale de Orust."),
        ("es", Casco, "En noviembre de 2026 llegan los barcos."), ("es", Horno, "Mantiene 60 grados durante 12 horas."), ("es", Horno, "El 35 % de los clientes vive en Noruega."), ("es", Horno, "Son 4200 clientes."),
        ("es", Horno, "Anna Berg lo dijo en Oslo: «Probamos cada casco dos veces»."), ("es", Horno, "Funciona desde octubre."));

    public static IEnumerable<TheoryDataRow<ClaimCase>> Planted() => Rows(
        // English: digits
        ("en", Hull, "The Skerry 14 weighs 18.8 kg."), ("en", Hull, "The Skerry 15 weighs 19.8 kg."), ("en", Hull, "It costs €1,980."), ("en", Hull, "It costs €189."), ("en", Hull, "It costs €18.90."),
        ("en", Trips, "4,300 paddlers tried it."), ("en", Trips, "Paddlers planned 13,100 trips."), ("en", Kits, "Delivery takes four to seven working days."), ("en", Kits, "Delivery costs €21."),
        ("en", Oven, "It holds 80 °C for twelve hours."), ("en", Oven, "It holds 60 °C for eleven hours."), ("en", Oven, "The yard finishes six hulls a day."), ("en", Lane, "Call on VHF channel 16."), ("en", Lane, "Wait for fifty minutes."),
        ("en", App, "The app starts 53% faster."), ("en", App, "Version 2.10.4 is out."), ("en", App, "The team grew by 12 people in Q4 2026."), ("en", App, "It needs 15 GB."),
        // units and currencies
        ("en", Hull, "The Skerry 14 weighs 19.8 lb."), ("en", Hull, "It costs $1,890."), ("en", Hull, "It costs £1,890."), ("en", Oven, "It holds 60 °F."), ("en", Oven, "It holds 60 °C for twelve days."),
        ("en", Lane, "Wait for fifteen seconds."), ("en", Kits, "Delivery takes four to six weeks."), ("en", App, "It needs 1.5 MB."), ("en", Trips, "11.3 million trips were planned."),
        // dates and times
        ("en", Hull, "Boats leave the yard from 3 November 2026."), ("en", Hull, "Boats leave the yard from 2 December 2026."), ("en", Hull, "Boats leave the yard from November 2, 2027."), ("en", Hull, "Boats leave the yard in October."),
        ("en", Oven, "The oven started on 10 October."), ("en", People, "Anna Berg spoke on Tuesday."), ("en", People, "It was 4 pm."), ("en", Trips, "The August beta was a success."),
        // names and quotes
        ("en", Hull, "It was developed with the boatyard in Bergen."), ("en", Hull, "The Heron 14 weighs 19.8 kg."), ("en", Kits, "Order in Norway and Finland."), ("en", Kits, "Sweden's paddlers can order now."),
        ("en", People, "Anna Lund leads the workshop."), ("en", People, "The workshop is in Malmö."), ("en", People, "Karin Holm said so."), ("en", Lane, "Call on AIS channel 13."), ("en", App, "The Android app is faster."), ("en", App, "The iPad app is faster."),
        ("en", People, "“We test every hull three times,” said Anna Berg."), ("en", People, "Anna Berg said: “Nobody tests like we do.”"),
        // German
        ("de", Rumpf, "Der Skerry 14 wiegt 18,9 kg."), ("de", Rumpf, "Der Preis bleibt bei 1.980 €."), ("de", Rumpf, "Der Preis bleibt bei 1.890 CHF."), ("de", Rumpf, "Ausgeliefert wird ab dem 12. November 2026."), ("de", Rumpf, "Ausgeliefert wird ab Dezember."),
        ("de", Rumpf, "Das Verfahren stammt aus Bergen."), ("de", Ofen, "Er hält 60 °C elf Stunden lang."), ("de", Ofen, "Der Ofen läuft seit 9 Uhr."), ("de", Ofen, "45 Prozent mehr kamen."), ("de", Ofen, "Das sagte Anna Lund."), ("de", Ofen, "Der dritte Ofen läuft."),
        // French
        ("fr", Coque, "Le Skerry 14 pèse 19,8 tonnes."), ("fr", Coque, "Le prix reste de 1 980 €."), ("fr", Coque, "Livraison à partir du 2 décembre."), ("fr", Coque, "Il part du chantier de Bergen."), ("fr", Coque, "Le Heron 14 pèse 19,8 kg."),
        ("fr", Four, "Il tient 60 °C pendant dix heures."), ("fr", Four, "Depuis 15h30, le four tourne."), ("fr", Four, "45 % des clients viennent de Norvège."), ("fr", Four, "35 % des clients viennent de Suède."), ("fr", Four, "« Nous testons chaque coque trois fois », explique Anna Berg."),
        // Spanish
        ("es", Casco, "El Skerry 14 pesa 19,9 kg."), ("es", Casco, "El precio sigue en 1.890 $."), ("es", Casco, "A partir del 3 de noviembre de 2026."), ("es", Casco, "Sale del astillero de Bilbao."), ("es", Horno, "Mantiene 60 °C durante once horas."),
        ("es", Horno, "El tercer horno funciona."), ("es", Horno, "El 35 por ciento vive en Suecia."), ("es", Horno, "Son 2.400 clientes."), ("es", Horno, "«Probamos cada casco tres veces», dijo Anna Berg."), ("es", Horno, "Lo dijo Anna Lund."));

    static IEnumerable<TheoryDataRow<ClaimCase>> Rows(params (string, string, string)[] cases) => cases.Select(c => new TheoryDataRow<ClaimCase>(new(c.Item1, c.Item2, c.Item3)));
}
