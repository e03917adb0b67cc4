namespace Toombos.Server.Platform.Text;

/// <summary>Tells the language of a text from its script and stop words.</summary>
public static class LanguageGuess
{
    /// <summary>More text than this changes no guess.</summary>
    const int Sample = 20_000;

    /// <summary>Languages that are told by stop words; the order settles a tie.</summary>
    static readonly string[] Latin = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl"];

    /// <summary>Two letters, or null when it can't be told.</summary>
    public static string? Of(string text)
    {
        if (text.Length > Sample) text = text[..Sample];
        return OfScript(text) is { } language ? language : OfStopWords(text);
    }

    /// <summary>The language of a script that only one of the languages here is commonly written in.</summary>
    static string? OfScript(string text)
    {
        int latin = 0, kana = 0, han = 0, hangul = 0, cyrillic = 0, ukrainian = 0, greek = 0, arabic = 0, persian = 0, hebrew = 0, thai = 0, devanagari = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c) || c is >= 'À' and <= 'ɏ') latin++;
            else if (c < 0x370) { }
            else if (Script.IsKana(c)) kana++;
            else if (Script.IsHan(c)) han++;
            else if (c is >= '\uAC00' and <= '\uD7AF') hangul++;
            else if (c is >= '\u0400' and <= '\u04FF') { cyrillic++; if (c is 'ї' or 'є' or 'ґ' or 'і') ukrainian++; }
            else if (c is >= '\u0370' and <= '\u03FF') greek++;
            else if (c is >= '\u0600' and <= '\u06FF') { arabic++; if (c is 'پ' or 'چ' or 'ژ' or 'گ') persian++; }
            else if (c is >= '\u0590' and <= '\u05FF') hebrew++;
            else if (c is >= '\u0E00' and <= '\u0E7F') thai++;
            else if (c is >= '\u0900' and <= '\u097F') devanagari++;
        }
        // One ideograph says about as much as two or three Latin letters, hence the weight of names in a Japanese text.
        var rest = latin / 3;
        if (kana > 0 && (kana + han) > rest) return "ja";
        if (han > rest) return "zh";
        if (hangul > rest) return "ko";
        if (cyrillic > rest) return ukrainian * 20 > cyrillic ? "uk" : "ru";
        if (greek > rest) return "el";
        if (arabic > rest) return persian * 50 > arabic ? "fa" : "ar";
        if (hebrew > rest) return "he";
        if (thai > rest) return "th";
        return devanagari > rest ? "hi" : null;
    }

    static string? OfStopWords(string text)
    {
        Span<double> scores = stackalloc double[Latin.Length];
        Span<bool> hits = stackalloc bool[Latin.Length];
        var scanner = new WordScanner(text);
        while (scanner.MoveNext())
        {
            if (scanner.Length > 12 || !StopWords.Contains(scanner.Current)) continue;
            var shared = 0;
            for (var i = 0; i < Latin.Length; i++)
                if (hits[i] = StopWords.Contains(scanner.Current, Latin[i])) shared++;
            // A word that many languages share says little about any of them.
            for (var i = 0; i < Latin.Length; i++)
                if (hits[i]) scores[i] += 1.0 / shared;
        }
        var best = 0;
        for (var i = 1; i < Latin.Length; i++)
            if (scores[i] > scores[best]) best = i;
        if (scores[best] < 1) return null;
        for (var i = 0; i < Latin.Length; i++)
            if (i != best && scores[i] * 1.05 > scores[best]) return null;
        return Latin[best];
    }
}
