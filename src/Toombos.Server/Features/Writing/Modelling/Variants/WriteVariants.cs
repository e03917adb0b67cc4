using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>The job that has a model write variants of a draft, one for each angle.</summary>
public sealed record VariantsPayload(Guid DraftId, int Version, IReadOnlyList<string> Angles, bool Fresh, string? Brief)
{
    public const string Kind = "variants";
}

/// <summary>
/// Has a model write variants of a draft, one after the other; each is kept as soon as it is whole, within the channel's limits and above the workspace's floor of
/// quality. With the first those of earlier jobs are gone. What one of them could not be written for stands in the job's log; done again, the job writes only the rest.
/// </summary>
sealed class WriteVariants(ToombosDb db, DraftDesk drafts, Questions questions, DraftAsking asking, Outbound outbound, Tenant tenant, TimeProvider clock) : IJobHandler<VariantsPayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromMinutes(30) };

    public async Task<JobOutcome> RunAsync(VariantsPayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        var open = await drafts.OpenAsync(payload.DraftId, null, ct);
        if (open.Draft.VersionNumber != payload.Version) return Changed(open.Draft.VersionNumber);
        var blocks = new NumberedBlocks(open.Items);
        await blocks.TellAsync(run);
        var known = await db.Variants.Where(v => v.JobId == run.Id).Select(v => new { v.Angle, v.ContentHash }).ToListAsync(ct);
        var (written, hashes, cost, missed) = (known.Select(k => k.Angle).ToHashSet(StringComparer.Ordinal), known.Select(k => k.ContentHash).ToHashSet(StringComparer.Ordinal), 0m, ((string Code, string Sentence)?)null);
        foreach (var (position, angle) in payload.Angles.Index().Where(a => !written.Contains(a.Item)).ToList())
        {
            await run.ReportAsync(written.Count, payload.Angles.Count, $"{TitleOf(angle)} is being written");
            if (await NewestAsync(payload.DraftId, ct) is var newest && newest != payload.Version) return Changed(newest);
            ModelOutcome<DraftContent> outcome;
            try
            {
                outcome = await asking.AskAsync(open, blocks, await questions.DraftAsync(open, blocks, payload.Brief, ct, angle) with { Fresh = payload.Fresh }, null, ct, reading => Differing(reading, hashes));
            }
            catch (DomainRuleException refused)
            {
                missed = (refused.Code, refused.Message);
                await run.NoteAsync($"{TitleOf(angle)}: {refused.Message}");
                continue;
            }
            foreach (var refusal in outcome.Refusals) await run.NoteAsync($"{TitleOf(angle)}: {refusal}");
            cost += outcome.Cost;
            if (outcome.Value is not { } content)
            {
                missed = ("models.none", $"No model wrote it. {outcome.Why}");
                continue;
            }
            if (await KeepAsync(open, content, position, angle, outcome.ToWriting(), payload, run, ct) is { } later) return Changed(later);
            written.Add(angle);
            hashes.Add(DraftVersion.HashOf(content));
            await run.ReportAsync(written.Count, payload.Angles.Count, $"{TitleOf(angle)} is written");
        }
        return missed is not { } last ? new JobOutcome.Completed($"{written.Count} variants were written for ${cost:0.####}.")
            : written.Count == 0 ? new JobOutcome.Failed(last.Code, last.Sentence)
            : new JobOutcome.Partial(last.Code, $"{written.Count} of {payload.Angles.Count} variants were written for ${cost:0.####}. {last.Sentence}");
    }

    /// <summary>What says the same as one before it is no variant.</summary>
    static ModelReading<DraftContent> Differing(ModelReading<DraftContent> reading, HashSet<string> hashes) =>
        reading.Value is { } content && hashes.Contains(DraftVersion.HashOf(content)) ? new(null, "It says the same, word for word, as a variant that was written before. Write it differently.") : reading;

    /// <summary>The newest version, where the draft has another by now and nothing was kept; null when it was.</summary>
    Task<int?> KeepAsync(OpenDraft open, DraftContent content, int position, string angle, ModelWriting writing, VariantsPayload payload, JobRun run, CancellationToken ct) => db.InTransactionAsync<int?>(async () =>
    {
        await run.HoldAsync(db, ct);
        if (await NewestAsync(payload.DraftId, ct) is var newest && newest != payload.Version) return newest;
        await db.Variants.Where(v => v.DraftId == payload.DraftId && v.JobId != run.Id).ExecuteDeleteAsync(ct);
        db.Variants.Add(new()
        {
            DraftId = payload.DraftId, JobId = run.Id, BaseVersion = payload.Version, Position = position, Angle = angle, Content = content, ContentHash = DraftVersion.HashOf(content), Checks = open.Check(content), Writing = writing,
            CreatedAt = clock.GetUtcNow(), CreatedBy = AuditedText.Clean(tenant.Actor, AuditRow.NameLength),
        });
        await db.SaveChangesAsync(ct);
        return null;
    }, ct);

    Task<int> NewestAsync(Guid draft, CancellationToken ct) => db.Drafts.Where(d => d.Id == draft).Select(d => d.VersionNumber).FirstOrDefaultAsync(ct);

    static JobOutcome.Failed Changed(int newest) =>
        new("draft.changed", newest == 0 ? "The draft was removed in the meantime." : $"Somebody saved version {newest} in the meantime, so variants of the one before are of no use any more.");

    static string TitleOf(string angle) => Prompt.All.GetValueOrDefault(VariantModels.PromptOf(angle))?.Title ?? angle;
}
