using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Trades a one-time sign-in token for a key that lives as long as a session.</summary>
static class RedeemSignInLink
{
    public static async Task<Ok<Session>> Handle(RedeemSignInLinkRequest request, KeyRing keys, ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        if (!await keys.TryRedeemAsync(request.Token, ct))
            throw new DomainRuleException("sign-in.invalid", "This sign-in link is unknown, used or expired. Ask for a new one: run the server's sign-in command.", StatusCodes.Status401Unauthorized);
        var expires = clock.GetUtcNow() + KeyRing.SessionLength;
        var key = keys.AddKey("owner", ApiKeyPurpose.Session, expires);
        await db.SaveChangesAsync(ct);
        var workspace = await db.CurrentWorkspaceAsync(ct);
        return TypedResults.Ok(new Session(key, expires, workspace.Id, workspace.Name));
    }
}
