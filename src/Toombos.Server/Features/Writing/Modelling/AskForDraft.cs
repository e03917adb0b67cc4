using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Has a model write a draft anew, as a job. The draft that stands there stays until the new one is whole.</summary>
static class AskForDraft
{
    /// <exception cref="DomainRuleException"><c>models.none</c>, or <c>models.budget</c>, 402: nothing is queued then.</exception>
    public static async Task<Accepted<Job>> Handle(Guid id, WriteDraftRequest request, ToombosDb db, DraftDesk drafts, Questions questions, ModelDesk models, JobQueue queue, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        await models.EstimateAsync(await questions.DraftAsync(open, new(open.Items), request.Brief, ct) with { Fresh = request.Fresh }, ct);
        var job = await db.InTransactionAsync(async () =>
        {
            var row = await QueueAsync(open.Draft, open.Channel.Name, new(id, open.Draft.VersionNumber, request.Fresh, request.Brief), queue, ct);
            await db.SaveChangesAsync(ct);
            return row;
        }, ct);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job.ToWire());
    }

    public static async Task<Ok<ModelEstimate>> Estimate(Guid id, string? brief, DraftDesk drafts, Questions questions, ModelDesk models, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        return TypedResults.Ok(await models.EstimateAsync(await questions.DraftAsync(open, new(open.Items), brief, ct), ct));
    }

    /// <summary>In the save under way.</summary>
    public static Task<JobRow> QueueAsync(Draft draft, string channel, WritePayload payload, JobQueue queue, CancellationToken ct) =>
        queue.AddAsync(WritePayload.Kind, payload, new()
        {
            Title = $"Write '{draft.Title}' for {channel}", Key = draft.Id.ToString("N"), Priority = 2, Related = new Dictionary<string, Guid> { ["draftId"] = draft.Id, ["pieceId"] = draft.PieceId },
        }, ct);
}
