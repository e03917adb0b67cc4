using System.IO.Compression;
using System.Text;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>A ZIP written straight into the answer: what was written is gone from memory, so an export may be of any size. Each entry is described in its README.</summary>
public sealed class ZipWriter : IAsyncDisposable
{
    readonly ZipArchive _zip;
    readonly Stream _destination;
    readonly DateTimeOffset _now;
    readonly List<(string Name, string What)> _described = [];

    ZipWriter(ZipArchive zip, Stream destination, DateTimeOffset now) => (_zip, _destination, _now) = (zip, destination, now);

    public static async Task<ZipWriter> OpenAsync(Stream destination, DateTimeOffset now, CancellationToken ct)
    {
        var patient = new PatientStream(destination);
        return new(await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct), patient, now);
    }

    /// <summary>Adds a line to the README, about one entry or a whole folder.</summary>
    public void Describe(string name, string what) => _described.Add((name, what));

    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken ct, bool compress = true)
    {
        var entry = _zip.CreateEntry(name, compress ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        entry.LastWriteTime = _now;
        await using var stream = await entry.OpenAsync(ct);
        await write(stream);
    }

    /// <summary>Last, when all is known that it tells.</summary>
    public Task AddReadmeAsync(string head, CancellationToken ct)
    {
        var text = new StringBuilder(head.Trim()).Append("\n\n| file | what it holds |\n|---|---|\n");
        foreach (var (name, what) in _described) text.Append("| `").Append(name).Append("` | ").Append(what).Append(" |\n");
        return AddAsync("README.md", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct).AsTask(), ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _destination.FlushAsync();
    }
}
