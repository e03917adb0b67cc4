using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Trades a one-time sign-in token for a session.</summary>
static class RedeemSignInLink
{
    public static async Task<Ok<Client.Access.Session>> Handle(RedeemSignInLinkRequest request, KeyRing keys, SessionDesk desk, CancellationToken ct)
    {
        var person = await keys.TryRedeemAsync(request.Token, ct)
            ?? throw new DomainRuleException("sign-in.invalid", "This sign-in link is unknown, used or expired. Ask for a new one: run the server's sign-in command.", StatusCodes.Status401Unauthorized);
        return TypedResults.Ok(await desk.OpenAsync(person, request.Kind, ["link"], null, ct));
    }
}
