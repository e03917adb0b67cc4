using Toombos.Client.Documents;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>Which line of a changed text took the place of which. Each new line follows at most one old one, so that nothing is said twice.</summary>
static class LineSuccession
{
    /// <summary>Less in common makes it another statement.</summary>
    const double Alike = 0.34;

    /// <summary>By old line: the new one, or null where nothing follows. Lines that still stand follow themselves.</summary>
    public static IReadOnlyDictionary<string, string?> Between(SourceText before, SourceText after)
    {
        var follows = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (before.Lines.Count > 1) follows[before.Text] = after.Text;
        if (IsRow(before) && IsRow(after) && before.Lines.Count == after.Lines.Count)
        {
            foreach (var (old, now) in before.Lines.Zip(after.Lines)) follows.TryAdd(old, now);
            return follows;
        }
        var lost = before.Lines.Distinct(StringComparer.Ordinal).Except(after.Lines, StringComparer.Ordinal).ToList();
        var fresh = after.Lines.Distinct(StringComparer.Ordinal).Except(before.Lines, StringComparer.Ordinal).ToList();
        foreach (var line in before.Lines) follows[line] = lost.Contains(line) ? null : line;
        // One new line in the place of one old line is an edit, however much of it changed.
        if (lost.Count == 1 && fresh.Count == 1)
        {
            follows[lost[0]] = fresh[0];
            return follows;
        }
        var pairs = from old in Enumerable.Range(0, lost.Count)
                    from now in Enumerable.Range(0, fresh.Count)
                    let kinship = Kinship.Of(lost[old], fresh[now])
                    where kinship >= Alike
                    orderby kinship descending, Math.Abs(old - now), old
                    select (Old: lost[old], Now: fresh[now]);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (old, now) in pairs)
            if (follows[old] is null && taken.Add(now)) follows[old] = now;
        return follows;
    }

    static bool IsRow(SourceText text) => text.Lines.Count > 1 && text.Item.Blocks.Any(b => b.Id == text.Id && b.Kind == BlockKind.TableRow);
}
