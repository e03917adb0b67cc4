using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>A sentence of an item that may stand in a post, with what ranking knows of it.</summary>
/// <param name="Index">Place among the item's facts.</param>
/// <param name="Leans">Begins with a word that points back ("It", "This", "But"): means little without the sentence before it.</param>
/// <param name="Words">Length in words.</param>
sealed record Fact(DraftSentence Sentence, BlockKind Kind, int Index, bool Leans, int Words)
{
    /// <summary>How much of the item it says, 0–1.</summary>
    public double Score { get; set; }

    public string Text => Sentence.Text;

    public bool IsListed => Kind is BlockKind.ListItem or BlockKind.TableRow;

    /// <summary>Ends as sentences do, so that another may follow in the same paragraph.</summary>
    public bool IsClosed => Text.AsSpan().TrimEnd("\"'”’»«)]」』 ") is [.., '.' or '!' or '?' or '…' or ':' or '。' or '！' or '？' or '؟' or '।'];

    /// <summary>The same fact in fewer of its words.</summary>
    public Fact Shortened(string text, int words) => this with { Sentence = Sentence with { Text = text, Origin = SentenceOrigin.Shortened }, Words = words };
}
