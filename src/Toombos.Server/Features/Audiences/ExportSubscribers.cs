using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Audiences.Importing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Audiences;

/// <summary>Everyone on a list as CSV, written while it is read. That somebody took it is worth an entry in the log.</summary>
static class ExportSubscribers
{
    public static async Task<PushStreamHttpResult> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var name = await db.Audiences.Where(a => a.Id == id).Select(a => a.Name).FirstOrDefaultAsync(ct) ?? throw Missing.Of("audience");
        db.Record(targetKind: "audience", targetId: id);
        await db.SaveChangesAsync(ct);
        var people = ListSubscribers.Wires(db, db.Subscribers.Where(s => s.AudienceId == id)).OrderBy(s => s.Id).AsAsyncEnumerable();
        return TypedResults.Stream(stream => SubscriberCsv.WriteAsync(people, stream, ct), "text/csv; charset=utf-8", $"{Slug.From(name, 60)}.csv");
    }
}
