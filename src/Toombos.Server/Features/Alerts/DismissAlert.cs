using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Alerts;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Alerts;

/// <summary>Puts an alert away. Doing so twice changes nothing.</summary>
static class DismissAlert
{
    public static async Task<Ok<Alert>> Handle(Guid id, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var alert = await db.Alerts.FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw Missing.Of("alert");
        if (alert.ClearedAt is not null) return TypedResults.Ok(alert.ToWire());
        alert.ClearedAt = clock.GetUtcNow();
        db.Record(targetKind: "alert", targetId: id, note: alert.Sentence);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(alert.ToWire());
    }
}
