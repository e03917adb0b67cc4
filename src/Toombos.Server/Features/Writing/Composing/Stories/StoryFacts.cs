using System.Collections.Frozen;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>Turns an item's blocks into facts: the sentences of its prose, quotes and lists, and the rows of its tables.</summary>
static class StoryFacts
{
    const int LongestScrap = 5;

    /// <summary>Headings that turn the meaning of what is listed below: "Python 3.9 support" under "Removed" says the opposite alone.</summary>
    static readonly FrozenSet<string> Turns = ComposingData.Read("turning-headings.json", ComposingJson.Default.StringArray).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<Fact> Of(Story story)
    {
        var facts = new List<Fact>();
        var blocks = story.Item.Blocks;
        Block? header = null, section = null;
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.Kind != BlockKind.TableRow) header = null;
            if (block.Kind == BlockKind.Heading) section = Turns.Contains(block.Text.Trim()) ? block : null;
            if (block.Kind == BlockKind.TableRow)
            {
                if (block.Level > 0) header = block;
                else Add(Row(block, header), block.Kind, first: true);
            }
            else if (block.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Quote)
            {
                var sentences = story.Body.SentencesOf(b);
                for (var s = 0; s < sentences.Count; s++)
                {
                    if (Attribution(sentences[s], block.Kind)) continue;
                    Add(s == 0 && section is not null && block.Kind == BlockKind.ListItem ? Under(section, sentences[s]) : sentences[s], block.Kind, first: s == 0);
                }
            }
        }
        // "Dear friends," or "By Ingrid Halvorsen" says nothing in a post, unless it is all there is.
        if (facts.Exists(IsScrap) && facts.Exists(f => !IsScrap(f))) facts = [.. facts.Where(f => !IsScrap(f)).Select((f, i) => f with { Index = i })];
        return facts;

        // "— Hannah" belongs to the words before it: alone it would sign whatever stands there.
        bool Attribution(DraftSentence sentence, BlockKind kind)
        {
            if (kind != BlockKind.Quote || sentence.Text.Length < 2 || sentence.Text[0] is not ('—' or '–' or '―' or '-') || facts is not [.., { Kind: BlockKind.Quote } quote]) return false;
            var same = sentence.Blocks.SequenceEqual(quote.Sentence.Blocks);
            facts[^1] = quote with
            {
                Sentence = new($"{quote.Text} {sentence.Text}", same ? quote.Sentence.Origin : SentenceOrigin.Shortened, [.. quote.Sentence.Blocks.Union(sentence.Blocks)]),
                Words = quote.Words + Words.Count(sentence.Text),
            };
            return true;
        }

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

    static bool IsScrap(Fact fact) => fact is { Kind: BlockKind.Paragraph, Words: <= LongestScrap } && !fact.IsClosed && !Script.IsSpaceless(fact.Text[^1]) && !fact.Text.Any(char.IsDigit);

    static DraftSentence Under(Block heading, DraftSentence sentence) =>
        new($"{heading.Text.Trim()}: {sentence.Text}", SentenceOrigin.Shortened, [.. sentence.Blocks, heading.Id]);

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
