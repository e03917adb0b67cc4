using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources.Folder;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents;

/// <summary>Watches the folders that sources live in, for all workspaces, and takes a snapshot when one has changed and come to rest.</summary>
public sealed partial class FolderWatch(IServiceScopeFactory scopes, FolderSource folders, TimeProvider clock, ILogger<FolderWatch> log) : Rounds("The look for watched folders", clock, log)
{
    readonly Dictionary<Guid, (CancellationTokenSource Stop, Task Watching)> _watched = [];

    /// <summary>How soon a newly registered folder is watched.</summary>
    protected override TimeSpan Pause => TimeSpan.FromSeconds(5);

    public override async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sources = await scope.ServiceProvider.GetRequiredService<ToombosDb>().Sources.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .Where(s => s.Kind == SourceKind.Folder).Select(s => new Watched(s.Id, s.WorkspaceId, s.Address!, s.Revision)).ToListAsync(ct);
        var wanted = sources.ToDictionary(s => s.Id);

        foreach (var (id, (stop, watching)) in _watched.Where(w => !wanted.ContainsKey(w.Key) || w.Value.Watching.IsCompleted).ToList())
        {
            await stop.CancelAsync();
            stop.Dispose();
            _watched.Remove(id);
        }
        foreach (var source in sources.Where(s => !_watched.ContainsKey(s.Id)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _watched[source.Id] = (stop, WatchAsync(source, stop.Token));
        }
    }

    async Task WatchAsync(Watched source, CancellationToken ct)
    {
        try
        {
            await foreach (var reading in folders.WatchAsync(source.Address, source.Revision, ct))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Tenant>().Enter(source.WorkspaceId, "folder watch");
                var row = await scope.ServiceProvider.GetRequiredService<ToombosDb>().Sources.FirstOrDefaultAsync(s => s.Id == source.Id, ct);
                if (row is null) return;
                try
                {
                    await scope.ServiceProvider.GetRequiredService<SourceReader>().ApplyAsync(row, reading, ct);
                }
                catch (DomainRuleException refused)
                {
                    // The source carries the sentence; the log says that it happened.
                    LogRefused(source.Id, refused.Code);
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next sweep starts this watch again.
            LogWatchFailed(failure, source.Id);
        }
    }

    sealed record Watched(Guid Id, Guid WorkspaceId, string Address, string? Revision);

    [LoggerMessage(LogLevel.Warning, "A change of source {Source} was not taken: {Code}")]
    partial void LogRefused(Guid source, string code);

    [LoggerMessage(LogLevel.Error, "Watching source {Source} failed")]
    partial void LogWatchFailed(Exception failure, Guid source);
}
