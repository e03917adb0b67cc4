using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>The source that is to be read again.</summary>
/// <param name="Trigger">Why.</param>
sealed record SyncPayload(Guid SourceId, SyncTrigger Trigger = SyncTrigger.Schedule)
{
    public const string Kind = "sync-source";

    public static NewJob Job(Guid source, string name) => new() { Title = $"Read {name} again", Key = source.ToString("N"), Related = new Dictionary<string, Guid> { ["sourceId"] = source } };
}

/// <summary>Reads a source that is due. What stands against it is no failure of the job: the source says it, and is tried again by its schedule.</summary>
sealed class SyncOnSchedule(ToombosDb db, SourceReader reader) : IJobHandler<SyncPayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 3, Quiet = true };

    public async Task<JobOutcome> RunAsync(SyncPayload payload, JobRun run, CancellationToken ct)
    {
        if (await db.Sources.FirstOrDefaultAsync(s => s.Id == payload.SourceId, ct) is not { IsRead: true } source) return new JobOutcome.Completed();
        try
        {
            await reader.SyncAsync(source, payload.Trigger, ct);
        }
        catch (DomainRuleException refused) when (refused.Status == StatusCodes.Status502BadGateway && source.NextSyncAt is null)
        {
            // Nothing but the call said that there is something to read, and it does not come again.
            return new JobOutcome.TryLater(refused.Code, refused.Message);
        }
        catch (DomainRuleException refused)
        {
            return new JobOutcome.Completed(refused.Message);
        }
        return new JobOutcome.Completed();
    }
}
