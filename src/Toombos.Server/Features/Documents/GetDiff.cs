using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Diffing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>What changed between an earlier snapshot of the same source, the one before when none is named, and this one.</summary>
static class GetDiff
{
    public static async Task<Ok<SnapshotDiff>> Handle(Guid id, Guid? from, ToombosDb db, CancellationToken ct)
    {
        var to = await db.Snapshots.Where(s => s.Id == id).Select(s => new { s.SourceId, s.Number }).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot");
        var before = await db.Snapshots
            .Where(s => s.SourceId == to.SourceId && (from == null ? s.Number == to.Number - 1 : s.Id == from))
            .Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        if (from is not null && before is null) throw Missing.Of("snapshot");
        var changes = DocumentDiff.Between(before is { } b ? await db.ItemsOfAsync(b, ct) : [], await db.ItemsOfAsync(id, ct));
        return TypedResults.Ok(new SnapshotDiff(before, id, DocumentDiff.Summarise(changes), changes));
    }
}
