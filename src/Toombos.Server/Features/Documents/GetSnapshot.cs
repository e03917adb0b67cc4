using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Documents.Snapshot;

namespace Toombos.Server.Features.Documents;

/// <summary>One snapshot: numbers and warnings, not its text.</summary>
static class GetSnapshot
{
    public static async Task<Ok<Wire>> Handle(Guid id, ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok(await db.Snapshots.Where(s => s.Id == id).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot"));
}
