using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>The door of Access: sessions, API keys, the matrix of permissions, the public keys of tokens.</summary>
public static class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddScoped<SessionDesk>();

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Access");
        var sessions = door.MapGroup("/sessions").Costs(5);
        sessions.MapPost("/link", RedeemSignInLink.Handle).AllowAnonymous().WithName("RedeemSignInLink").WithSummary("Trades a one-time sign-in link for a session");
        sessions.MapPost("/refresh", RefreshSession.Handle).AllowAnonymous().WithName("RefreshSession").WithSummary("Trades a refresh token for a new pair");
        sessions.MapPut("/current/workspace", SwitchWorkspace.Handle).NeedsPerson().WithName("SwitchWorkspace").WithSummary("Works in another of one's workspaces from now on");
        sessions.MapDelete("/current", EndSession.Current).NeedsPerson().WithName("EndSession").WithSummary("Ends the session in use");

        var mine = door.MapGroup("/me/sessions").Costs(1);
        mine.MapGet("", ListSessions.Handle).NeedsPerson().WithName("ListSessions").WithSummary("Lists one's own sessions, newest first");
        mine.MapDelete("", EndSession.Others).NeedsPerson().WithName("EndOtherSessions").WithSummary("Signs out everywhere else");
        mine.MapDelete("/{id:guid}", EndSession.One).NeedsPerson().WithName("EndOneSession").WithSummary("Ends one of one's own sessions");

        var keys = door.MapGroup("/api-keys").Costs(1);
        keys.MapGet("", ListKeys.Handle).Needs(Scopes.KeysRead).WithName("ListApiKeys").WithSummary("Lists API keys, newest first");
        keys.MapPost("", AddKey.Handle).Needs(Scopes.KeysWrite).WithName("AddApiKey").WithSummary("Makes an API key; its secret is shown this once");
        keys.MapGet("/{id:guid}", ListKeys.One).Needs(Scopes.KeysRead).WithName("GetApiKey").WithSummary("Gets an API key without its secret");
        keys.MapPut("/{id:guid}", UpdateKey.Handle).Needs(Scopes.KeysWrite).WithName("UpdateApiKey").WithSummary("Changes a key's name and networks");
        keys.MapPost("/{id:guid}/rotate", RotateKey.Handle).Needs(Scopes.KeysWrite).WithName("RotateApiKey").WithSummary("Gives a key a new secret; the old one works on for the overlap");
        keys.MapDelete("/{id:guid}", RevokeKey.Handle).Needs(Scopes.KeysWrite).WithName("RevokeApiKey").WithSummary("Revokes a key");

        door.MapGet("/permissions", GetPermissions.Handle).Needs(Scopes.WorkspaceRead).Costs(1).WithName("GetPermissions").WithSummary("Gets the matrix of roles and scopes");
        app.MapGet("/.well-known/jwks.json", GetJwks.Handle).AllowAnonymous().ExcludeFromDescription();
    }
}
