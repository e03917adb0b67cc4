namespace Toombos.Connectors.Sources.Folder;

/// <summary>Lists the Markdown files of a folder in one order on every machine. Links and hidden files are left out.</summary>
static class MarkdownFiles
{
    static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <param name="path">A folder, or a file: then that alone.</param>
    public static IReadOnlyList<string> In(string path, int most)
    {
        if (File.Exists(path)) return IsMarkdown(path) ? [path] : [];
        if (!Directory.Exists(path)) return [];
        return [.. Directory.EnumerateFiles(path, "*", Recursive)
            .Where(IsMarkdown)
            .Take(most)
            .OrderBy(file => Path.GetRelativePath(path, file).Replace('\\', '/'), StringComparer.Ordinal)];
    }

    static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown";
}
