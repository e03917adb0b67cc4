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
        Block? header = null;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Kind != BlockKind.TableRow) header = null;
            if (block.Kind == BlockKind.TableRow)
            {
                if (block.Level > 0) header = block;
                else Add(Row(block, header), block.Kind, first: true);
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
            var leans = facts.Count > 0 && !(first && kind is not BlockKind.Paragraph) && story.Clauses.PointsBack(sentence.Text);
            facts.Add(new(sentence, kind, facts.Count, leans, words));
        }
    }

    /// <summary>A table row read as a line: its first cell, then the others, in a table of several columns each behind its heading.</summary>
    static DraftSentence Row(Block row, Block? header)
    {
        var cells = Cells(row.Text);
        var titles = header is null ? [] : Cells(header.Text);
        var titled = titles.Length == cells.Length && cells.Length > 2;
        var rest = cells.Select((cell, i) => titled && titles[i].Length > 0 ? $"{titles[i]} {cell}" : cell).Where((_, i) => i > 0 && cells[i].Length > 0);
        var text = string.Join(", ", rest);
        return new(text.Length == 0 ? cells[0] : $"{cells[0]}: {text}", SentenceOrigin.Shortened, titled ? [row.Id, header!.Id] : [row.Id]);
    }

    static string[] Cells(string row) => row.Split('|', StringSplitOptions.TrimEntries);
}
