using System.Text;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Voicing;

namespace Toombos.Server.Features.Voices;

/// <summary>Says a voice in plain sentences, for a model that is to write in it: description, rules, then as many examples as there is room for.</summary>
public static class VoiceWords
{
    /// <summary>Less than this of an example shows nothing of how it sounds.</summary>
    const int ShortestExample = 80;

    /// <param name="most">Characters that the text may have.</param>
    public static string For(Voice voice, int most = 4000)
    {
        var text = new StringBuilder($"Write in the voice “{voice.Name}”.");
        if (voice.Description is { } description) text.Append(' ').Append(description);
        foreach (var rule in Rules(voice.Rules)) text.Append("\n- ").Append(rule);
        foreach (var (number, example) in voice.Examples.Index())
        {
            var head = $"\n\nExample {number + 1}, for how it sounds, not for what it says:\n";
            var room = most - text.Length - head.Length;
            if (room < Math.Min(ShortestExample, example.Length)) break;
            text.Append(head).Append(Cut(example, room));
        }
        return Cut(text.ToString(), most);
    }

    /// <summary>A sentence for each rule.</summary>
    public static IEnumerable<string> Rules(VoiceRules rules)
    {
        if (rules.AverageSentence is { } average) yield return $"Keep sentences to {average} words on average.";
        if (rules.LongestSentence is { } longest) yield return $"No sentence has more than {longest} words.";
        if (rules.Grade is { } grade) yield return $"Write so that it reads at school grade {VoiceScores.Figure(grade)} or lower.";
        if (rules.Persons is { Count: > 0 } persons) yield return $"Speak only as, or to: {string.Join(", ", persons.Select(AddressRules.NameOf))}.";
        if (rules.Contractions is { } contractions) yield return contractions ? "Contractions such as “don't” may be used." : "Use no contractions: write “do not”, not “don't”.";
        if (rules.Address is { } form) yield return form == AddressForm.Formal ? "Address readers formally (Sie, vous, usted, u)." : "Address readers familiarly (du, tu, tú, je).";
        if (rules.Emoji is { } emoji) yield return emoji == 0 ? "Use no emoji." : $"Use at most {emoji} emoji in a text.";
        if (rules.Exclamations is { } cries) yield return cries == 0 ? "Use no exclamation marks." : $"Use at most {VoiceScores.Count(cries, "exclamation mark")} in a text.";
        foreach (var term in rules.BannedTerms) yield return term.Better is { } better ? $"Never write “{term.Term}”; write “{better}”." : $"Never write “{term.Term}”.";
        if (rules.RequiredTerms.Count > 0) yield return $"Say each of these at least once: {string.Join(", ", rules.RequiredTerms.Select(t => $"“{t}”"))}.";
        if (rules.Spelling is { } spelling) yield return $"Spell as {TermRules.NameOf(spelling)} English does.";
        if (rules.Headings is { } headings) yield return headings == HeadingCase.Title ? "Write headings in title case." : "Write headings in sentence case: only the first word and names have a capital.";
        if (rules.Inclusive == true) yield return "Use inclusive words: no job titles with “man”, nothing that belittles people.";
    }

    static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        if (most < 2) return "";
        return text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
    }
}
