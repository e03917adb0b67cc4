using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>Reads a draft against its source, without any help from the code that wrote it.</summary>
static class Evidence
{
    public static void AssertSupported(DraftContent content, ComposeRequest request)
    {
        var blocks = request.Items.SelectMany(i => i.Blocks.Select(b => (b.Id, Block: b, Item: i))).ToLookup(b => b.Id);
        foreach (var part in content.Parts)
            foreach (var sentence in part.Sentences)
            {
                Assert.All(sentence.Blocks, id => Assert.True(blocks.Contains(id), $"no block {id}"));
                if (sentence.Origin == SentenceOrigin.Template) continue;
                var cited = sentence.Blocks.SelectMany(id => blocks[id]).ToList();
                Assert.True(cited.Count > 0 || request.Items.Any(i => i.Blocks.Count == 0), $"no citation: {sentence.Text}");
                var sources = cited.Select(c => c.Block.Text)
                    .Concat(cited.SelectMany(c => (IEnumerable<string?>)[c.Item.Title, c.Item.Link, c.Item.CategoryTitle, c.Item.Category, c.Item.ImageAlt, c.Item.Flags.SeoDescription]))
                    .Append(request.Title).OfType<string>().ToList();
                Assert.True(sources.Any(s => IsMadeOf(sentence, s)) || IsRow(sentence, cited.Select(c => c.Block)), $"{sentence.Origin} not in its source: {sentence.Text}");
            }
    }

    static bool IsMadeOf(DraftSentence sentence, string source) => sentence.Origin == SentenceOrigin.Verbatim
        ? source.Contains(sentence.Text, StringComparison.Ordinal)
        : IsSubsequence(sentence.Text, source);

    /// <summary>Words left out, none added; the last word of a line that ends in "…" may be cut when it is endless.</summary>
    public static bool IsSubsequence(string text, string source)
    {
        var words = Words.Of(text);
        var at = 0;
        var sources = Words.Of(source);
        for (var w = 0; w < words.Count; w++)
        {
            var cut = w == words.Count - 1 && text.EndsWith('…');
            while (at < sources.Count && !(sources[at].Equals(words[w], StringComparison.OrdinalIgnoreCase) || cut && sources[at].StartsWith(words[w], StringComparison.OrdinalIgnoreCase))) at++;
            if (at++ >= sources.Count) return false;
        }
        return true;
    }

    /// <summary>A table row told with its column headings: each word stands in the row or the heading.</summary>
    static bool IsRow(DraftSentence sentence, IEnumerable<Block> cited)
    {
        var rows = cited.Where(b => b.Kind == BlockKind.TableRow).ToList();
        return rows.Count > 0 && Words.Of(sentence.Text).All(rows.SelectMany(r => Words.Of(r.Text)).Contains);
    }
}
