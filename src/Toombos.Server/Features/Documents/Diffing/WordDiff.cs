using DiffPlex;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Diffing;

/// <summary>
/// Word-level differences. The exact method takes time in proportion to length times difference, so it draws on a
/// budget for the whole document; beyond it the changed middle is shown as one deletion and one insertion.
/// </summary>
sealed class WordDiff
{
    const long Budget = 50_000_000;
    long left = Budget;

    public IReadOnlyList<TextSpan> Between(string before, string after)
    {
        var (old, now) = (WordChunker.Instance.Chunk(before), WordChunker.Instance.Chunk(after));
        int head = 0, tail = 0;
        var shorter = Math.Min(old.Count, now.Count);
        while (head < shorter && old[head] == now[head]) head++;
        while (tail < shorter - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;
        var spans = new Spans();
        spans.Add(SpanKind.Same, old.Take(head));
        var cost = (long)(old.Count - head - tail) * (now.Count - head - tail);
        if ((left -= cost) < 0)
        {
            left += cost;
            spans.Add(SpanKind.Deleted, old.Skip(head).Take(old.Count - head - tail));
            spans.Add(SpanKind.Inserted, now.Skip(head).Take(now.Count - head - tail));
        }
        else Exact(old.Skip(head).Take(old.Count - head - tail), now.Skip(head).Take(now.Count - head - tail), spans);
        spans.Add(SpanKind.Same, old.Skip(old.Count - tail));
        return spans.All;
    }

    static void Exact(IEnumerable<string> before, IEnumerable<string> after, Spans spans)
    {
        var result = Differ.Instance.CreateDiffs(string.Concat(before), string.Concat(after), ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance);
        var at = 0;
        foreach (var block in result.DiffBlocks)
        {
            spans.Add(SpanKind.Same, result.PiecesOld.Skip(at).Take(block.DeleteStartA - at));
            spans.Add(SpanKind.Deleted, result.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            spans.Add(SpanKind.Inserted, result.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        spans.Add(SpanKind.Same, result.PiecesOld.Skip(at));
    }

    /// <summary>Spans in order, neighbours of one kind joined.</summary>
    sealed class Spans
    {
        public List<TextSpan> All { get; } = [];

        public void Add(SpanKind kind, IEnumerable<string> pieces)
        {
            var text = string.Concat(pieces);
            if (text.Length == 0) return;
            if (All is [.., var last] && last.Kind == kind) All[^1] = last with { Text = last.Text + text };
            else All.Add(new TextSpan(kind, text));
        }
    }
}
