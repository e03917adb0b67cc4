using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Stale;

/// <summary>The source whose texts are to be looked at.</summary>
sealed record FindStalePayload(Guid SourceId)
{
    public const string Kind = "find-stale";
}

/// <summary>Looks at all watched texts of a source that has a new snapshot. Several snapshots in a row are one job, or one more after the one that runs.</summary>
sealed class FindStale(StaleDesk desk) : IJobHandler<FindStalePayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 20, Quiet = true };

    public async Task<JobOutcome> RunAsync(FindStalePayload payload, JobRun run, CancellationToken ct)
    {
        await desk.LookAsync(payload.SourceId, null, run, ct);
        return new JobOutcome.Completed();
    }
}

/// <summary>Has the texts of a source looked at when it has changed; there is no snapshot without that job.</summary>
sealed class LookWhenSnapshotTaken(JobQueue queue) : IWhen<SnapshotTaken>
{
    public Task AnswerAsync(SnapshotTaken told, CancellationToken ct) => queue.AddAsync(FindStalePayload.Kind, new FindStalePayload(told.SourceId), new()
    {
        Title = $"Find what no longer matches {told.SourceName}", Key = told.SourceId.ToString("N"), Related = new Dictionary<string, Guid> { ["sourceId"] = told.SourceId },
    }, ct);
}

/// <summary>Looks at new versions at once: an update or an edit settles what was at fault, and a piece may be written from an older snapshot.</summary>
sealed class LookWhenDraftsSaved(StaleDesk desk) : IWhen<DraftsSaved>
{
    public Task AnswerAsync(DraftsSaved told, CancellationToken ct) => desk.LookAsync(told.SourceId, told.DraftIds, null, ct);
}
