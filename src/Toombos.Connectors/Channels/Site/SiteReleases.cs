using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Channels.Site;

/// <summary>
/// The folder of a site: <c>releases</c> holds whole sites, <c>current</c> is a link to the live one. A release is complete and on the
/// disk before the link turns to it in one step, so readers see the old site or the new one and nothing in between.
/// </summary>
public sealed class SiteReleases(string folder)
{
    /// <summary>Kept for those who are reading one, and for a person who must go back.</summary>
    public const int Kept = 5;
    const string Unfinished = ".new-";

    string Current => Path.Combine(folder, "current");
    string Releases => Path.Combine(folder, "releases");

    /// <summary>Absolute folder of the live site; null where nothing was published yet.</summary>
    public string? Live => new DirectoryInfo(Current).LinkTarget is { } target && Path.Combine(Releases, Path.GetFileName(target)) is var live && Directory.Exists(live) ? live : null;

    /// <summary>Whether the live site is exactly this one.</summary>
    public bool IsLive(string hash) => Live is { } live && Path.GetFileName(live).EndsWith("-" + hash, StringComparison.Ordinal);

    /// <summary>The same for the same files, whatever their order.</summary>
    /// <param name="names">Of files whose names say what they hold.</param>
    public static string HashOf(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IEnumerable<string>? names = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path}\0{content.Length}\0")));
            hash.AppendData(content.Span);
        }
        foreach (var name in (names ?? []).Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Whether the live site has a file.</summary>
    public bool Holds(string path) => Live is { } live && File.Exists(Path.Combine(live, path));

    /// <summary>Only under <see cref="LockAsync"/>.</summary>
    /// <param name="kept">Files that are taken over from the live site.</param>
    public async Task SwitchAsync(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyList<string> kept, string hash, CancellationToken ct)
    {
        Directory.CreateDirectory(Releases);
        Clean(keep: int.MaxValue);
        var unfinished = Path.Combine(Releases, Unfinished + Guid.NewGuid().ToString("N"));
        await WriteAsync(unfinished, files, Live, kept, ct);
        var number = Numbered().Select(r => r.Number).DefaultIfEmpty(0).Max() + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{number:D8}-{hash}");
        Directory.Move(unfinished, Path.Combine(Releases, name));
        DurableNames.Flush(Releases);

        var link = Path.Combine(folder, "current.new");
        File.Delete(link);
        Directory.CreateSymbolicLink(link, Path.Combine("releases", name));
        DurableNames.Replace(Current, by: link);
        DurableNames.Flush(folder);
        Clean(Kept);
    }

    /// <summary>Throws where a site could not be put here. Only under <see cref="LockAsync"/>.</summary>
    public void TryOut()
    {
        Directory.CreateDirectory(Releases);
        var link = Path.Combine(folder, "current.new");
        File.Delete(link);
        Directory.CreateSymbolicLink(link, "releases");
        File.Delete(link);
    }

    /// <summary>Writers take turns, also those of other processes on the same disk; a writer that dies lets go.</summary>
    public async Task<IDisposable> LockAsync(TimeProvider time, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException) && IsTaken(taken))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, ct);
            }
        }
    }

    /// <summary>EWOULDBLOCK of Linux and macOS, and a sharing violation of Windows.</summary>
    static bool IsTaken(IOException failure) => (failure.HResult & 0xFFFF) is 11 or 35 or 32;

    static async Task WriteAsync(string root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? live, IReadOnlyList<string> kept, CancellationToken ct)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { root };
        Directory.CreateDirectory(root);
        foreach (var (path, content) in files)
        {
            await using var stream = Create(path);
            await stream.WriteAsync(content, ct);
            stream.Flush(flushToDisk: true);
        }
        foreach (var path in kept)
        {
            await using var stream = Create(path);
            await using (var before = File.OpenRead(Path.Combine(live!, path))) await before.CopyToAsync(stream, ct);
            stream.Flush(flushToDisk: true);
        }
        foreach (var written in folders) DurableNames.Flush(written);

        FileStream Create(string path)
        {
            var file = Path.Combine(root, path);
            for (var parent = Path.GetDirectoryName(file)!; folders.Add(parent); parent = Path.GetDirectoryName(parent)!) Directory.CreateDirectory(parent);
            return new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        }
    }

    void Clean(int keep)
    {
        foreach (var abandoned in Directory.EnumerateDirectories(Releases, Unfinished + "*")) Directory.Delete(abandoned, recursive: true);
        foreach (var (_, old) in Numbered().OrderByDescending(r => r.Number).Skip(keep)) Directory.Delete(old, recursive: true);
    }

    IEnumerable<(int Number, string Folder)> Numbered() =>
        from release in Directory.EnumerateDirectories(Releases)
        let name = Path.GetFileName(release)
        where name.Length > 9 && name[8] == '-' && name.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0
        select (int.Parse(name.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture), release);
}
