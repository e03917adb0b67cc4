using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The job that has a model write a draft anew.</summary>
public sealed record WritePayload(Guid DraftId, int Version)
{
    public const string Kind = "write";
}

/// <summary>
/// Has a model write a draft, and makes what it wrote the newest version where it is better than nothing: it must keep the channel's limits. Otherwise the draft stays as it is,
/// and the job says why.
/// </summary>
sealed class WriteDraft(ToombosDb db, DraftDesk drafts, SaveVersion save, ModelDesk models, Outbound outbound) : IJobHandler<WritePayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromMinutes(15) };

    public async Task<JobOutcome> RunAsync(WritePayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        var open = await drafts.OpenAsync(payload.DraftId, null, ct);
        if (open.Draft.VersionNumber != payload.Version) return new JobOutcome.Failed("draft.changed", $"Somebody saved version {open.Draft.VersionNumber} in the meantime, so nothing was written over it.");
        var blocks = new NumberedBlocks(open.Items);
        var outcome = await models.AskAsync(DraftQuestion.Of(open, blocks), text => Judge(WrittenDraft.Read(text, open, blocks), open), null, ct);
        foreach (var refusal in outcome.Refusals) await run.NoteAsync(refusal);
        if (outcome.Value is not { } content) return new JobOutcome.Failed("models.none", $"No model wrote it, so the draft stays as it was. {(outcome.Refusals is [.., var last] ? last : "Connect one in the settings.")}");
        return await db.InTransactionAsync<JobOutcome>(async () =>
        {
            await run.HoldAsync(db, ct);
            await save.RunAsync(open, content, $"Written by {outcome.Model}", ct);
            return new JobOutcome.Completed($"{outcome.Model} wrote it for ${outcome.Cost:0.####}.");
        }, ct);
    }

    /// <summary>Too long is told to the model once; whatever it makes of that, nothing over a limit is kept.</summary>
    static ModelReading<DraftContent> Judge(ModelReading<DraftContent> reading, OpenDraft open)
    {
        if (reading.Value is not { } content) return reading;
        var checks = open.Check(content);
        return checks.Measures.FirstOrDefault(m => !m.Fits) is { } over ? new(null, $"The {over.Label} has {over.Count} {over.Unit}, at most {over.Limit} are allowed. Say less.") : reading;
    }
}
