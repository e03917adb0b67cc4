namespace Toombos.Connectors.Channels.Site;

/// <summary>Tells paths that stay inside a site, mean the same on every system and can be asked for by an address from all others.</summary>
public static class SitePath
{
    const int LongestSegment = 200, LongestPath = 1000;

    public static bool IsSafe(string path) => path.Length is > 0 and <= LongestPath && Array.TrueForAll(path.Split('/'), IsSafeSegment);

    /// <summary>No leading dot, which hides files and climbs; the folder <c>.well-known</c> is what the web itself looks for.</summary>
    static bool IsSafeSegment(string segment) =>
        segment == ".well-known"
        || (segment.Length is > 0 and <= LongestSegment && segment[0] != '.' && segment[^1] is not ('.' or ' ')
            && !segment.Any(c => char.IsControl(c) || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsSurrogate(c)));

    /// <summary>The first path that can't stand among the others; null when all can.</summary>
    public static string? FirstWrong(IEnumerable<string> paths)
    {
        var all = paths.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return paths.FirstOrDefault(path => !IsSafe(path) || IsBelowAFile(path, all))
            ?? paths.GroupBy(p => p, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
    }

    static bool IsBelowAFile(string path, HashSet<string> files)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (files.Contains(path[..slash])) return true;
        return false;
    }
}
