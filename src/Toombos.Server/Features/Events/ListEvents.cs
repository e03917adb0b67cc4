using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>Past events, oldest first, as far as the caller may see them.</summary>
static class ListEvents
{
    public static async Task<Ok<Page<WorkspaceEvent>>> Handle(string? after, string? kinds, int? limit, ToombosDb db, Tenant tenant, EventFeed feed, CancellationToken ct)
    {
        var (position, size) = (PositionOf(after), Keyset.Clamp(limit));
        await feed.CheckAsync(tenant.Required, position, long.MaxValue, ct);
        var seen = EventFilter.Of(tenant.Caller.Scopes, EventFilter.Named(kinds));
        var rows = await db.Events.AsNoTracking().Where(e => e.Sequence > position && seen.Contains(e.Kind)).OrderBy(e => e.Sequence).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, e => e.Sequence.ToString(CultureInfo.InvariantCulture), e => e.ToWire()));
    }

    public static long PositionOf(string? after) => string.IsNullOrEmpty(after) ? 0
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
        : throw new FieldException("after", "Send the sequence number of the last event that you know, or leave it out.");
}
