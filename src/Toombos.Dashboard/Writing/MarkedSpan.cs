using Toombos.Client.Checks;

namespace Toombos.Dashboard.Writing;

/// <summary>A stretch of a block's text to be marked, in UTF-16 code units.</summary>
/// <param name="Against">It speaks against the draft.</param>
public sealed record MarkedSpan(int Start, int Length, bool Against)
{
    /// <summary>What claims were held against in a block. What stands over the block has no place in it and is left out.</summary>
    public static IReadOnlyList<MarkedSpan> Of(IEnumerable<Claim> claims, string block) =>
        [.. claims.Where(c => c.Evidence is { Length: > 0 } evidence && evidence.Block == block).Select(c => new MarkedSpan(c.Evidence!.Start, c.Evidence.Length, c.IsOpen))];

    /// <summary>The text cut at the spans, in order. Spans that overlap an earlier one, or lie outside a text that has changed since, are left out.</summary>
    public static IReadOnlyList<(string Text, MarkedSpan? Span)> Cut(string text, IReadOnlyList<MarkedSpan> spans)
    {
        var runs = new List<(string, MarkedSpan?)>();
        var from = 0;
        foreach (var span in spans.OrderBy(s => s.Start).ThenByDescending(s => s.Against))
        {
            if (span.Start < from || span.Length > text.Length - span.Start) continue;
            if (span.Start > from) runs.Add((text[from..span.Start], null));
            runs.Add((text.Substring(span.Start, span.Length), span));
            from = span.Start + span.Length;
        }
        if (from < text.Length) runs.Add((text[from..], null));
        return runs;
    }
}
