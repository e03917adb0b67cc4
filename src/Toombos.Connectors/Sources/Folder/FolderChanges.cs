using System.Threading.Channels;

namespace Toombos.Connectors.Sources.Folder;

/// <summary>Signals that something below a path changed and has come to rest.</summary>
sealed class FolderChanges : IDisposable
{
    readonly FileSystemWatcher watcher;
    readonly TimeSpan quiet;
    readonly TimeProvider time;
    readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public FolderChanges(string path, TimeSpan quiet, TimeProvider time)
    {
        (this.quiet, this.time) = (quiet, time);
        var isFolder = Directory.Exists(path);
        watcher = new(isFolder ? path : Path.GetDirectoryName(path)!, isFolder ? "*" : Path.GetFileName(path)) { IncludeSubdirectories = isFolder };
        watcher.Changed += (_, _) => signals.Writer.TryWrite(true);
        watcher.Created += (_, _) => signals.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => signals.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => signals.Writer.TryWrite(true);
        // Events were lost: look again
        watcher.Error += (_, _) => signals.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
    }

    public async Task<bool> NextAsync(CancellationToken ct)
    {
        await signals.Reader.ReadAsync(ct);
        do
        {
            await Task.Delay(quiet, time, ct);
        }
        while (signals.Reader.TryRead(out _));
        return true;
    }

    public void Dispose() => watcher.Dispose();
}
