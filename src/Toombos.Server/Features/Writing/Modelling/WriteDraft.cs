using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The job that has a model write a draft anew.</summary>
public sealed record WritePayload(Guid DraftId, int Version, bool Fresh, string? Brief)
{
    public const string Kind = "write";
}

/// <summary>Has a model write one draft, for whoever watches to see.</summary>
sealed class WriteDraft(ToombosDb db, DraftDesk drafts, DraftWriting writing, Outbound outbound) : IJobHandler<WritePayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromMinutes(15) };

    public async Task<JobOutcome> RunAsync(WritePayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        var open = await drafts.OpenAsync(payload.DraftId, null, ct);
        if (open.Draft.VersionNumber != payload.Version) return new JobOutcome.Failed("draft.changed", $"Somebody saved version {open.Draft.VersionNumber} in the meantime, so nothing was written over it.");
        var written = await writing.RunAsync(open, payload.Brief, payload.Fresh, null, run, blocks => new LiveText(db, run, blocks).HearAsync, ct);
        return written.Code is { } code ? new JobOutcome.Failed(code, written.Sentence) : new JobOutcome.Completed(written.Sentence);
    }
}
