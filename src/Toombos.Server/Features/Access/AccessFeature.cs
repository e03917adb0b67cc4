using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>The door of Access: sessions.</summary>
public static class AccessFeature
{
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/sessions").WithTags("Access").Costs(5);
        door.MapPost("", RedeemSignInLink.Handle).AllowAnonymous().WithName("RedeemSignInLink").WithSummary("Trades a one-time sign-in link for a session");
        door.MapDelete("/current", EndSession.Handle).RequireAuthorization(IdentityRegistration.WorkspacePolicy).WithName("EndSession").WithSummary("Ends the session of the key in use");
    }
}
