using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>Has a model write several versions of a draft to choose from, as a job. The draft itself stays as it is.</summary>
static class AskForVariants
{
    /// <exception cref="DomainRuleException"><c>models.none</c>, or <c>models.budget</c>, 402: nothing is queued then; <c>variants.under-way</c> while others are being written.</exception>
    public static async Task<Accepted<Job>> Handle(Guid id, WriteVariantsRequest request, ToombosDb db, DraftDesk drafts, VariantModels variants, JobQueue queue, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        var estimate = await variants.EstimateAsync(open, request, ct);
        var key = id.ToString("N");
        var job = await db.InTransactionAsync(async () =>
        {
            if (await UnderWayAsync(id, db, ct) is not null) throw new DomainRuleException("variants.under-way", "Variants of this draft are being written just now. Wait for them, or stop them first.");
            var row = await queue.AddAsync(VariantsPayload.Kind, new VariantsPayload(id, open.Draft.VersionNumber, estimate.Angles, request.Fresh, request.Brief), new()
            {
                Title = $"Write {estimate.Angles.Count} variants of '{open.Draft.Title}' for {open.Channel.Name}", Key = key, Priority = 2,
                Related = new Dictionary<string, Guid> { ["draftId"] = id, ["pieceId"] = open.Draft.PieceId },
            }, ct);
            await db.SaveChangesAsync(ct);
            return row;
        }, ct);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job.ToWire());
    }

    public static async Task<Ok<VariantsEstimate>> Estimate(Guid id, WriteVariantsRequest request, DraftDesk drafts, VariantModels variants, CancellationToken ct) =>
        TypedResults.Ok(await variants.EstimateAsync(await drafts.OpenAsync(id, null, ct), request, ct));

    /// <summary>The job that writes variants of the draft just now; null when none does.</summary>
    public static Task<Guid?> UnderWayAsync(Guid draft, ToombosDb db, CancellationToken ct)
    {
        var key = draft.ToString("N");
        return db.OpenJobs.Where(j => j.Kind == VariantsPayload.Kind && j.Key == key).Select(j => (Guid?)j.Id).FirstOrDefaultAsync(ct);
    }
}
