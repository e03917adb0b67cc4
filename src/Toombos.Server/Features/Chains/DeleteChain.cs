using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Chains;

/// <summary>Removes a chain. Its pieces stay and stand alone, unless they are to go with it; a job that writes them is called off.</summary>
static class DeleteChain
{
    public static async Task<NoContent> Handle(Guid id, bool? pieces, ToombosDb db, ChainDesk desk, IEnumerable<IWhen<PieceRemoved>> answers, JobControl jobs, CancellationToken ct)
    {
        var key = id.ToString("N");
        var open = await db.InTransactionAsync(async () =>
        {
            var chain = await desk.OpenAsync(id, ct);
            if (pieces == true)
                foreach (var piece in await db.Pieces.Where(p => p.ChainId == id).ToListAsync(ct)) await DeletePiece.RemoveAsync(piece, db, answers, ct);
            db.Chains.Remove(chain);
            await db.SaveChangesAsync(ct);
            return await db.OpenJobs.Where(j => j.Kind == ChainPayload.Kind && j.Key == key).Select(j => j.Id).ToListAsync(ct);
        }, ct);
        if (open.Count > 0) await jobs.CancelAsync(open, ct);
        return TypedResults.NoContent();
    }
}
