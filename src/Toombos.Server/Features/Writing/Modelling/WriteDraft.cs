using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The job that has a model write a draft anew.</summary>
public sealed record WritePayload(Guid DraftId, int Version, bool Fresh, string? Brief)
{
    public const string Kind = "write";
}

/// <summary>
/// Has a model write a draft, and makes what it wrote the newest version. It keeps the channel's limits and the workspace's floor of quality; otherwise the draft
/// stays as it is, and says why.
/// </summary>
sealed class WriteDraft(ToombosDb db, DraftDesk drafts, SaveVersion save, Questions questions, ModelDesk models, Outbound outbound) : IJobHandler<WritePayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromMinutes(15) };

    public async Task<JobOutcome> RunAsync(WritePayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        var open = await drafts.OpenAsync(payload.DraftId, null, ct);
        if (open.Draft.VersionNumber != payload.Version) return new JobOutcome.Failed("draft.changed", $"Somebody saved version {open.Draft.VersionNumber} in the meantime, so nothing was written over it.");
        var blocks = new NumberedBlocks(open.Items);
        if (blocks.Withheld > 0) await run.NoteAsync($"{blocks.Withheld} block(s) of the document read like instructions to a model and were not shown to it.");
        var (live, floor) = (new LiveText(db, run, blocks), (await db.ModelPolicyAsync(ct)).QualityFloor);
        var judge = new WritingJudge(open, floor);
        ModelOutcome<DraftContent> outcome;
        try
        {
            outcome = await models.AskAsync(await questions.DraftAsync(open, blocks, payload.Brief, ct) with { Fresh = payload.Fresh }, text => judge.Judge(WrittenDraft.Read(text, open, blocks)), live.HearAsync, ct);
        }
        catch (DomainRuleException refused)
        {
            return await GiveUpAsync(open, run, refused.Code, refused.Message, ct);
        }
        foreach (var refusal in outcome.Refusals) await run.NoteAsync(refusal);
        if (outcome.Value is not { } content)
            return await GiveUpAsync(open, run, "models.none", $"No model wrote it, so the text of the built-in composer stays. {outcome.Why}", ct);
        return await db.InTransactionAsync<JobOutcome>(async () =>
        {
            await run.HoldAsync(db, ct);
            await save.RunAsync(open, content, $"Written by {outcome.Model}", ct, outcome.ToWriting());
            await db.LiveSentences.Where(s => s.JobId == run.Id).ExecuteDeleteAsync(ct);
            return new JobOutcome.Completed($"{outcome.Model} wrote it for ${outcome.Cost:0.####}.");
        }, ct);
    }

    async Task<JobOutcome> GiveUpAsync(OpenDraft open, JobRun run, string code, string sentence, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            await run.HoldAsync(db, ct);
            open.Draft.NoteWriting(sentence);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return new JobOutcome.Failed(code, sentence);
    }
}
