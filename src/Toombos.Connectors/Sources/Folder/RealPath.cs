namespace Toombos.Connectors.Sources.Folder;

/// <summary>Where a path really leads, every link on the way followed, so that no link and no ".." gets out of an allowed folder.</summary>
static class RealPath
{
    const int MostLinks = 40;

    /// <summary>Null where links go in circles.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        var waiting = new Stack<string>();
        Push(waiting, Path.GetFullPath(path));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        while (waiting.TryPop(out var name))
        {
            if (name == "..") { real = Path.GetDirectoryName(real) ?? real; continue; }
            var next = Path.Join(real, name);
            if (new FileInfo(next).LinkTarget is not { } target) { real = next; continue; }
            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            Push(waiting, target);
        }
        return real;
    }

    public static bool IsWithin(string real, string root) =>
        real == root || real.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    static void Push(Stack<string> waiting, string path)
    {
        var parts = path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
            if (parts[i] != ".") waiting.Push(parts[i]);
    }
}
