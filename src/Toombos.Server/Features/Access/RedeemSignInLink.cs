using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Trades a one-time sign-in token for a session.</summary>
static class RedeemSignInLink
{
    public static async Task<Ok<Client.Access.Session>> Handle(RedeemSignInLinkRequest request, KeyRing keys, ToombosDb db, SessionDesk desk, CancellationToken ct)
    {
        var token = await keys.TryRedeemAsync(request.Token, TokenPurpose.SignIn, ct)
            ?? throw new DomainRuleException("sign-in.invalid", "This sign-in link is unknown, used or expired. Ask for a new one: run the server's sign-in command.", StatusCodes.Status401Unauthorized);
        var person = await db.People.FirstAsync(p => p.Id == token.PersonId, ct);
        return TypedResults.Ok(await desk.OpenAsync(person, request.Kind, ["link"], null, ct));
    }
}
