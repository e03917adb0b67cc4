using System.Text;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>Hashtags from the editors' tags and keywords and the brand's name; as many as network and tone want.</summary>
static class Hashtags
{
    const int Longest = 30;

    public static DraftPart? Of(Brief brief, NetworkStyle style, IReadOnlyList<Story> stories)
    {
        var tone = brief.Voice.Main;
        int least = style.Hashtags[0], most = style.Hashtags[1];
        foreach (var limit in brief.Channel.LimitsOf("hashtags")) most = Math.Min(most, limit.Max);
        var wanted = tone.Hashtags switch { "few" => least, "many" => most, _ => (least + most + 1) / 2 };
        if (wanted <= 0) return null;

        var pascal = style.Camel || tone.Case == "pascal";
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var tags = new List<DraftSentence>();
        foreach (var (words, blocks) in Candidates(brief, stories, wanted))
        {
            if (tags.Count == wanted) break;
            if (Form(words, pascal) is { } tag && seen.Add(tag)) tags.Add(new(tag, SentenceOrigin.Template, blocks));
        }
        return tags.Count == 0 ? null : new() { Role = PartRole.Hashtags, Sentences = tags };
    }

    /// <summary>The lead's tags, the brand's name in the last place but always there when two or more are wanted, then the other items' tags.</summary>
    static IEnumerable<(string Words, IReadOnlyList<string> Blocks)> Candidates(Brief brief, IReadOnlyList<Story> stories, int wanted)
    {
        var own = TagsOf(stories[0]).ToList();
        foreach (var tag in own.Take(Math.Max(1, wanted - 1))) yield return (tag, stories[0].Support);
        yield return (brief.Brand.Name, []);
        foreach (var tag in own.Skip(Math.Max(1, wanted - 1))) yield return (tag, stories[0].Support);
        foreach (var story in stories.Skip(1))
            foreach (var tag in TagsOf(story)) yield return (tag, story.Support);
    }

    static IEnumerable<string> TagsOf(Story story) => story.Item.Tags.Concat(story.Item.Flags.TargetKeywords);

    /// <summary>One word after a #, or null when the words make none: too long, or without a letter.</summary>
    static string? Form(string words, bool pascal)
    {
        var tag = new StringBuilder("#");
        var begins = true;
        foreach (var rune in words.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                begins = !(rune.Value is '\'' or '’');
                continue;
            }
            tag.Append(!pascal ? Rune.ToLowerInvariant(rune).ToString() : begins ? Rune.ToUpperInvariant(rune).ToString() : rune.ToString());
            begins = false;
        }
        var text = tag.ToString();
        return text.Length is < 3 or > Longest || !text.Any(char.IsLetter) ? null : text;
    }
}
