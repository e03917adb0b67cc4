using System.IO.Compression;
using System.Text;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>A ZIP written straight into the answer: what was written is gone from memory, so an export may be of any size. Each entry is described in its README.</summary>
public sealed class ZipWriter(Stream destination, DateTimeOffset now) : IDisposable
{
    readonly ZipBuffer _buffer = new();
    readonly List<(string Name, string What)> _described = [];
    ZipArchive? _zip;

    /// <summary>Adds a line to the README, about one entry or a whole folder.</summary>
    public void Describe(string name, string what) => _described.Add((name, what));

    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken ct, bool compress = true)
    {
        _zip ??= new(_buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var entry = _zip.CreateEntry(name, compress ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        entry.LastWriteTime = now;
        await using (var stream = new ZipEntryStream(entry.Open(), _buffer, destination)) await write(stream);
        await _buffer.DrainAsync(destination, ct);
    }

    /// <summary>Adds the README, now that all is known that it tells, and ends the file. An export that fails before has no end, which every reader notices.</summary>
    public async Task FinishAsync(string head, CancellationToken ct)
    {
        var text = new StringBuilder(head.Trim()).Append("\n\n| file | what it holds |\n|---|---|\n");
        foreach (var (name, what) in _described) text.Append("| `").Append(name).Append("` | ").Append(what).Append(" |\n");
        await AddAsync("README.md", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct).AsTask(), ct);
        _zip!.Dispose();
        await _buffer.DrainAsync(destination, ct);
    }

    /// <summary>Lets the archive be: ending it here would make a broken export look whole.</summary>
    public void Dispose() => _buffer.Dispose();
}
