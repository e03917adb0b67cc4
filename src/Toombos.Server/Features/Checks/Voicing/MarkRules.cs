using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Emoji, exclamation marks, and capitals in headings.</summary>
static class MarkRules
{
    /// <summary>Each one too many costs a quarter.</summary>
    const double PerMark = 25;

    public static void Run(VoiceRules rules, VoiceText text, VoiceScores scores)
    {
        if (rules.Emoji is { } emoji) Marks(VoiceRule.Emoji, emoji, Emoji.Count, "emoji", "emoji", text, scores);
        if (rules.Exclamations is { } cries) Marks(VoiceRule.Exclamations, cries, Cries, "exclamation mark", "exclamation marks", text, scores);
        if (rules.Headings is { } wanted) Headings(wanted, text, scores);
    }

    public static int Cries(string text) => text.Count(c => c is '!' or '！');

    /// <summary>The most that any text holds: each post of a thread is one, everything else is one together.</summary>
    public static int Most(VoiceText text, Func<string, int> count) => text.Said.GroupBy(s => s.Placed.Part.Post).Select(post => post.Sum(s => count(s.Text))).DefaultIfEmpty().Max();

    static void Marks(VoiceRule rule, int most, Func<string, int> count, string one, string many, VoiceText text, VoiceScores scores)
    {
        var beyond = 0;
        var faults = new List<VoiceFault>();
        foreach (var post in text.Said.GroupBy(s => s.Placed.Part.Post))
        {
            var seen = 0;
            foreach (var sentence in post)
            {
                var here = count(sentence.Text);
                seen += here;
                if (here == 0 || seen <= most) continue;
                faults.Add(sentence.Fault(most == 0 ? $"The voice does without {many}." : $"With this there are {seen} {many}."));
            }
            beyond += Math.Max(0, seen - most);
        }
        var found = Most(text, count);
        scores.Add(rule, 100 - PerMark * beyond, $"{VoiceScores.Count(found, one, many)} in one text; {(most == 0 ? "none is allowed" : $"at most {most}")}.", faults);
    }

    static void Headings(HeadingCase wanted, VoiceText text, VoiceScores scores)
    {
        if (text.Language != "en") { scores.Skip(VoiceRule.Headings); return; }
        var faults = text.Headings.Where(h => !HeadingCapitals.Is(wanted, HeadingCapitals.Of(h, text.Names)))
            .Select(h => h.Fault(wanted == HeadingCase.Title ? "Begin each longer word with a capital." : "Only the first word and names have a capital.")).ToList();
        scores.Add(VoiceRule.Headings, text.Headings.Count == 0 ? 100 : 100.0 * (text.Headings.Count - faults.Count) / text.Headings.Count,
            faults.Count == 0 ? $"Headings are in {NameOf(wanted)}." : $"{VoiceScores.Count(faults.Count, "heading")} of {text.Headings.Count} not in {NameOf(wanted)}.", faults);
    }

    public static string NameOf(HeadingCase wanted) => wanted == HeadingCase.Title ? "title case" : "sentence case";
}
