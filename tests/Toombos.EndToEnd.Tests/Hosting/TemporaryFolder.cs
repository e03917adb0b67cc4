namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-e2e-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Paths of everything in it, relative, in order.</summary>
    public IReadOnlyList<string> Content(string below = "") =>
        Directory.Exists(File(below))
            ? [.. Directory.EnumerateFileSystemEntries(File(below), "*", SearchOption.AllDirectories).Select(p => System.IO.Path.GetRelativePath(File(below), p)).Order(StringComparer.Ordinal)]
            : [];

    public void Dispose() => _folder.Delete(recursive: true);
}
