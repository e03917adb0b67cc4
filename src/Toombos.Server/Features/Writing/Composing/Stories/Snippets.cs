using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Short descriptions made of an item's own sentences: excerpts, preview texts, descriptions for search engines.</summary>
static class Snippets
{
    /// <summary>Facts that combinations are made of.</summary>
    const int Candidates = 7;

    /// <summary>What it costs that two sentences do not follow each other in the source.</summary>
    const double Gap = 0.3;

    /// <summary>A sentence cut to fewer characters says nothing.</summary>
    const int ShortestCut = 25;

    /// <summary>
    /// One to three sentences whose length lies within the bounds, the most telling such choice; where none does, the longest
    /// that stays below the upper one. Empty when the story has no sentence at all.
    /// </summary>
    public static IReadOnlyList<DraftSentence> Within(Story story, int least, int most)
    {
        if (story.Ranked.Count == 0) return [];
        var facts = story.Ranked.Where(f => Describes(f, story)).DefaultIfEmpty(story.Ranked[0]).Take(Candidates).OrderBy(f => f.Index).ToList();
        var options = new List<Fact>(facts.Count * 2);
        foreach (var fact in facts)
        {
            options.Add(Closed(fact));
            var shorter = fact.Text.Length > most / 2 ? Lines.Within(fact.Sentence, most, story.Clauses) : fact.Sentence;
            if (shorter.Text.Length < fact.Text.Length && shorter.Text[^1] != '…') options.Add(fact.Shortened(shorter.Text, fact.Words) with { Score = fact.Score * 0.8 });
        }
        var best = Combination(options, least, most);
        if (Lines.LengthOf(best) >= least) return best;
        var cut = Beginning(story, most);
        return best.Count == 0 || Lines.LengthOf(cut) >= least ? cut : best;
    }

    /// <summary>The story's beginning, ended at a word where the room ends.</summary>
    static List<DraftSentence> Beginning(Story story, int most)
    {
        var sentences = new List<DraftSentence>();
        foreach (var fact in story.Facts)
        {
            var room = most - Lines.LengthOf(sentences) - (sentences.Count > 0 ? 1 : 0);
            if (fact.Text.Length > room)
            {
                if (room > ShortestCut && Clipping.Clip(fact.Text, text => text.Length <= room) is { } clipped) sentences.Add(new(clipped, SentenceOrigin.Shortened, fact.Sentence.Blocks));
                break;
            }
            sentences.Add(Closed(fact).Sentence);
        }
        return sentences;
    }

    static List<DraftSentence> Combination(List<Fact> options, int least, int most)
    {
        var (best, value) = (Array.Empty<Fact>(), double.MinValue);
        for (var i = 0; i < options.Count; i++)
        {
            Try([options[i]]);
            for (var j = i + 1; j < options.Count; j++)
            {
                if (!Follows(options[i], options[j]) || options[i].Text.Length + options[j].Text.Length >= most) continue;
                Try([options[i], options[j]]);
                for (var k = j + 1; k < options.Count; k++)
                    if (Follows(options[j], options[k])) Try([options[i], options[j], options[k]]);
            }
        }
        return [.. best.Select(f => f.Sentence)];

        void Try(Fact[] facts)
        {
            var length = Lines.LengthOf(facts.Select(f => f.Sentence));
            if (length > most || facts[0].Leans) return;
            // Within the bounds the telling counts, below them the length.
            var worth = length >= least ? 1000 + facts.Sum(f => f.Score) - Gap * facts.Zip(facts.Skip(1)).Count(p => p.Second.Index != p.First.Index + 1) : length;
            if (worth > value) (best, value) = (facts, worth);
        }
    }

    /// <summary>Neither somebody else's words nor the title again.</summary>
    static bool Describes(Fact fact, Story story) => fact.Kind != BlockKind.Quote && !fact.Text.Equals(story.Item.Title, StringComparison.OrdinalIgnoreCase);

    /// <summary>List items, table rows and labelled lines have no full stop; in running text they need one.</summary>
    static Fact Closed(Fact fact) => fact.IsClosed || !(char.IsLetterOrDigit(fact.Text[^1]) || fact.Text[^1] is ')') ? fact
        : fact.Shortened(fact.Text + (Script.IsSpaceless(fact.Text[^1]) ? "。" : "."), fact.Words);

    static bool Follows(Fact before, Fact fact) => fact.Index > before.Index && (!fact.Leans || fact.Index == before.Index + 1);
}
