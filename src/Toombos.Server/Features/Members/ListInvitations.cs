using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Wire = Toombos.Client.Members.Invitation;

namespace Toombos.Server.Features.Members;

/// <summary>Open invitations, newest first; those that have run out too, for they can be sent again.</summary>
static class ListInvitations
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Invitations.AsNoTracking().Where(i => id == null || i.Id < id).OrderByDescending(i => i.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, i => i.Id.ToString("N"), i => i.ToWire()));
    }
}
