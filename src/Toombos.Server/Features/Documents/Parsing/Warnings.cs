using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Collects what an editor should look at, each place and code once, and no more than a person would read.</summary>
sealed class Warnings(LineMap lines)
{
    const int Most = 200;
    readonly HashSet<(string Code, int Offset)> seen = [];
    readonly List<(int Offset, DocumentWarning Warning)> found = [];

    public LineMap Lines => lines;

    public void Add(string code, string message, int offset)
    {
        if (found.Count >= Most || !seen.Add((code, offset))) return;
        var (line, column) = lines.At(offset);
        found.Add((offset, new DocumentWarning(code, message, line, column)));
    }

    public IReadOnlyList<DocumentWarning> InOrder() => [.. found.OrderBy(f => f.Offset).Select(f => f.Warning)];
}
