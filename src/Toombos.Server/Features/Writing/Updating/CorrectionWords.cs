namespace Toombos.Server.Features.Writing.Updating;

/// <summary>Our own words around a correction, by language; English where there are none.</summary>
/// <param name="Mark">What a post or subject begins with.</param>
/// <param name="Intro">What a newsletter says before the corrected sentences. States no fact.</param>
sealed record CorrectionWords(string Mark, string Intro)
{
    static readonly Dictionary<string, CorrectionWords> ByLanguage = new(StringComparer.Ordinal)
    {
        ["en"] = new("Correction:", "We have to correct what we told you before. This is how it stands now:"),
        ["de"] = new("Korrektur:", "Wir müssen berichtigen, was wir zuvor geschrieben haben. So ist es richtig:"),
        ["fr"] = new("Rectificatif :", "Nous devons corriger ce que nous avons écrit. Voici ce qui est exact :"),
        ["es"] = new("Corrección:", "Tenemos que corregir lo que escribimos antes. Esto es lo correcto:"),
        ["it"] = new("Rettifica:", "Dobbiamo correggere quanto scritto in precedenza. Questo è ciò che vale ora:"),
        ["nl"] = new("Rectificatie:", "We moeten corrigeren wat we eerder schreven. Zo is het juist:"),
        ["pt"] = new("Correção:", "Temos de corrigir o que escrevemos antes. Isto é o correto:"),
        ["sv"] = new("Rättelse:", "Vi måste rätta det vi skrev tidigare. Så här är det:"),
        ["ja"] = new("訂正：", "以前お伝えした内容を訂正いたします。"),
        ["zh"] = new("更正：", "我们需要更正此前的内容。"),
    };

    public static CorrectionWords Of(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];
}
