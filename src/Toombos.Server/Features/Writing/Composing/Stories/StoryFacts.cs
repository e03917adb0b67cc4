using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Turns an item's blocks into facts: the sentences of its prose, quotes and lists, and the rows of its tables.</summary>
static class StoryFacts
{
    public static IReadOnlyList<Fact> Of(Story story)
    {
        var facts = new List<Fact>();
        var blocks = story.Item.Blocks;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Kind == BlockKind.TableRow)
            {
                if (block.Level == 0) Add(new(Row(block.Text), SentenceOrigin.Shortened, [block.Id]), block.Kind, first: true);
            }
            else if (block.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Quote)
            {
                var sentences = story.Body.SentencesOf(b);
                for (var s = 0; s < sentences.Count; s++) Add(sentences[s], block.Kind, first: s == 0);
            }
        }
        return facts;

        void Add(DraftSentence sentence, BlockKind kind, bool first)
        {
            // "What is new:" only announces what follows, and a line of marks says nothing.
            if (sentence.Text.Length == 0 || sentence.Text[^1] is ':' or '：') return;
            var words = Words.Count(sentence.Text);
            if (words == 0) return;
            var leans = facts.Count > 0 && !(first && kind is not BlockKind.Paragraph) && ClauseWords.StartsWithAny(sentence.Text, story.Clauses.Leaning) > 0;
            facts.Add(new(sentence, kind, facts.Count, leans, words));
        }
    }

    /// <summary>A table row read as a line: its first cell, then the others.</summary>
    static string Row(string text)
    {
        var cells = text.Split(" | ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return cells.Length < 2 ? string.Concat(cells) : $"{cells[0]}: {string.Join(", ", cells[1..])}";
    }
}
