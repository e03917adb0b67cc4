using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Members;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Invitation = Toombos.Server.Platform.Identity.Invitation;
using Wire = Toombos.Client.Members.Invitation;

namespace Toombos.Server.Features.Members;

/// <summary>Invites an address with a role, or sends the invitation again with a new link.</summary>
static class Invite
{
    public static async Task<Created<Wire>> Handle(InviteRequest request, ToombosDb db, UsageDesk usage, Tenant tenant, InvitationLetters letters, TimeProvider clock, CancellationToken ct)
    {
        if (!AddressNormalizer.TryNormalize(request.Email, out var address))
            throw new FieldException("email", "This is not a mail address that can be used. Write it like ines@example.com, with plain letters before the @.");
        MemberRules.RequireReach(tenant, request.Role);
        if (await db.Members.Join(db.People, m => m.PersonId, p => p.Id, (_, p) => p.NormalizedEmail).ContainsAsync(address, ct))
            throw new DomainRuleException("member.there", "Someone with this address is a member already.");

        var (token, now) = (NewToken(), clock.GetUtcNow());
        var invitation = new Invitation
        {
            Email = address, Role = request.Role, InvitedBy = tenant.Actor, Hash = Secret.HashOf(token), CreatedAt = now, ExpiresAt = now + Invitation.Life,
        };
        db.Invitations.Add(invitation);
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await usage.RequireRoomAsync(Quota.Members, ct);
                return await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            throw new DomainRuleException("invitation.there", "This address is invited already. Send the invitation again, or take it back first.");
        }
        letters.Send(invitation, (await db.CurrentWorkspaceAsync(ct)).Name, token);
        return TypedResults.Created($"/v1/invitations/{invitation.Id}", invitation.ToWire());
    }

    public static async Task<Ok<Wire>> Again(Guid id, ToombosDb db, UsageDesk usage, Tenant tenant, InvitationLetters letters, TimeProvider clock, CancellationToken ct)
    {
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw Missing.Of("invitation");
        MemberRules.RequireReach(tenant, invitation.Role);
        var token = NewToken();
        var now = clock.GetUtcNow();
        var expired = invitation.ExpiresAt <= now;
        (invitation.Hash, invitation.ExpiresAt) = (Secret.HashOf(token), now + Invitation.Life);
        await db.InTransactionAsync(async () =>
        {
            if (expired) await usage.RequireRoomAsync(Quota.Members, ct); // it had given its place up
            return await db.SaveChangesAsync(ct);
        }, ct);
        letters.Send(invitation, (await db.CurrentWorkspaceAsync(ct)).Name, token);
        return TypedResults.Ok(invitation.ToWire());
    }

    static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
