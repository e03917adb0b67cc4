using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Stale.StaleDraft;

namespace Toombos.Server.Features.Stale;

/// <summary>A named person says that a change does not matter to a draft. That holds for these changes only, not for the next.</summary>
static class IgnoreStale
{
    public static Task<Ok<Wire>> Handle(Guid id, IgnoreStaleRequest request, ToombosDb db, StaleViews views, TimeProvider clock, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var newest = await db.Drafts.Where(d => d.Id == id).Select(d => (int?)d.VersionNumber).FirstOrDefaultAsync(ct) ?? throw Missing.Of("draft");
        var number = request.Version ?? newest;
        var row = await db.StaleDrafts.FirstOrDefaultAsync(s => s.DraftId == id && s.VersionNumber == number, ct)
            ?? throw new DomainRuleException("draft.up-to-date", $"Version {number} of this draft matches its source, or nobody has it before them any more. There is nothing to ignore.");
        row.Ignore(request.Name, request.Reason, clock.GetUtcNow());
        db.Record(targetKind: "draft", targetId: id, note: $"{request.Name} ignores what changed under version {number}: {request.Reason}");
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await views.ShowAsync([row], ct))[row.Id]);
    }, ct);

    public static Task<NoContent> Stop(Guid id, ToombosDb db, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (!await db.Drafts.AnyAsync(d => d.Id == id, ct)) throw Missing.Of("draft");
        var rows = await db.StaleDrafts.Where(s => s.DraftId == id && s.IgnoredAt != null).ToListAsync(ct);
        foreach (var row in rows) row.StopIgnoring();
        if (rows.Count > 0) db.Record(targetKind: "draft", targetId: id, note: "What changed under it is no longer ignored.");
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }, ct);
}
