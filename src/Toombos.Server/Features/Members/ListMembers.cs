using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Members.Member;

namespace Toombos.Server.Features.Members;

/// <summary>Members, longest first.</summary>
static class ListMembers
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, Tenant tenant, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await Query(db, tenant).Where(m => id == null || m.Id > id).OrderBy(m => m.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, m => m.Id.ToString("N"), m => m));
    }

    public static IQueryable<Wire> Query(ToombosDb db, Tenant tenant)
    {
        var (you, passkeys) = (tenant.Caller.PersonId, db.PersonPasskeys);
        return from member in db.Members.AsNoTracking()
               join person in db.People on member.PersonId equals person.Id
               select new Wire
               {
                   Id = member.Id, PersonId = person.Id, Name = person.Name, Email = person.Email!, Role = member.Role, JoinedAt = member.JoinedAt,
                   SecondFactor = person.TwoFactorEnabled || passkeys.Any(p => p.UserId == person.Id), You = person.Id == you,
               };
    }
}
