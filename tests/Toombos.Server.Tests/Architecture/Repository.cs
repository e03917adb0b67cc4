namespace Toombos.Server.Tests.Architecture;

/// <summary>The checked-out files, for rules that the compiler can't hold.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The product's own files with one of these extensions, without generated ones; addresses relative to the root.</summary>
    public static IReadOnlyList<string> Sources(params string[] extensions) =>
        [.. Directory.EnumerateFiles(PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public static string[] LinesOf(string file) => File.ReadAllLines(PathOf(file));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Toombos.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No Toombos.slnx above {AppContext.BaseDirectory}.");
    }
}
