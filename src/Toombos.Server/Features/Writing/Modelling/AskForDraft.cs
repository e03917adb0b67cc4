using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Has a model write a draft anew, as a job. The draft that stands there stays until the new one is whole.</summary>
static class AskForDraft
{
    public static async Task<Accepted<Job>> Handle(Guid id, ToombosDb db, DraftDesk drafts, JobQueue queue, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        if ((await db.ModelPolicyAsync(ct)).For(ModelPurpose.Draft).Count == 0)
            throw new DomainRuleException("models.none", "No model is set for drafts. Connect a provider in the settings, or go on with what the built-in composer wrote.");
        var job = await db.InTransactionAsync(async () =>
        {
            var row = await queue.AddAsync(WritePayload.Kind, new WritePayload(id, open.Draft.VersionNumber), new()
            {
                Title = $"Write '{open.Draft.Title}' for {open.Channel.Name}", Key = id.ToString("N"), Priority = 2, Related = new Dictionary<string, Guid> { ["draftId"] = id, ["pieceId"] = open.Piece.Id },
            }, ct);
            await db.SaveChangesAsync(ct);
            return row;
        }, ct);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job.ToWire());
    }
}
