using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Events;

/// <summary>Removes events that are old, a few thousand at a time. Numbers go on where they were.</summary>
public sealed class EventRetention(ToombosDb db, IOptions<EventsOptions> options, TimeProvider clock)
{
    const int Handful = 5_000;

    /// <returns>How many went.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (gone, before) = (0, clock.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays));
        foreach (var workspace in await db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(h => h.EventSequence > 0).Select(h => h.WorkspaceId).ToListAsync(ct))
        {
            var events = db.Events.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(e => e.WorkspaceId == workspace);
            // Times never go back in the order of numbers, so the oldest tell whether there is anything to do.
            while (await events.OrderBy(e => e.Sequence).Take(Handful).Where(e => e.At < before).MaxAsync(e => (long?)e.Sequence, ct) is { } last)
                gone += await events.Where(e => e.Sequence <= last).ExecuteDeleteAsync(ct);
        }
        return gone;
    }
}
