using System.Text.RegularExpressions;
using Toombos.Client.Checks;

namespace Toombos.Dashboard.Writing;

/// <summary>What a stretch of text is.</summary>
enum RunKind { Plain, Link, Claim }

/// <summary>A stretch of text that is shown in one way.</summary>
sealed record Run(RunKind Kind, string Text, Claim? Claim = null);

/// <summary>Cuts a text into what is shown plainly, what a network would colour, and claims to be marked.</summary>
static partial class Runs
{
    public static IReadOnlyList<Run> Of(string text, IReadOnlyList<Claim> claims, bool links = true)
    {
        var marks = new List<(int Start, int Length, RunKind Kind, Claim? Claim)>();
        foreach (var claim in claims)
        {
            if (claim.Text.Length == 0) continue;
            var at = text.IndexOf(claim.Text, StringComparison.Ordinal);
            if (at >= 0) marks.Add((at, claim.Text.Length, RunKind.Claim, claim));
        }
        if (links)
            foreach (var match in LinkLike.EnumerateMatches(text)) marks.Add((match.Index, match.Length, RunKind.Link, null));

        var runs = new List<Run>();
        var from = 0;
        foreach (var (start, length, kind, claim) in marks.OrderBy(m => m.Start).ThenByDescending(m => m.Kind))
        {
            if (start < from) continue;
            if (start > from) runs.Add(new(RunKind.Plain, text[from..start]));
            runs.Add(new(kind, text.Substring(start, length), claim));
            from = start + length;
        }
        if (from < text.Length) runs.Add(new(RunKind.Plain, text[from..]));
        return runs;
    }

    [GeneratedRegex(@"https?://\S+|[#@][\p{L}\p{N}_]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LinkLike { get; }
}
