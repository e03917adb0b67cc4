using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;

namespace Toombos.Dashboard.Access;

/// <summary>The two posts behind the passkey button of the sign-in page. Both ask for an antiforgery token, so that no other site can sign somebody in.</summary>
static class PasskeyEndpoints
{
    public static void MapPasskeySignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey/options", Start).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/sign-in/passkey", Finish).AllowAnonymous().ExcludeFromDescription();
    }

    static async Task<Results<Ok<PasskeyChallenge>, StatusCodeHttpResult>> Start(IFormCollection form, ToombosClient client, CancellationToken ct)
    {
        _ = form; // bound so that the antiforgery token is asked for
        try
        {
            return TypedResults.Ok(await client.Accounts.StartPasskeySignInAsync(ct));
        }
        catch (ToombosApiException refused)
        {
            return TypedResults.StatusCode((int)refused.Status);
        }
        catch (HttpRequestException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    static async Task<RedirectHttpResult> Finish([FromForm] string? credential, [FromForm] string? state, [FromForm] string? to, ToombosClient client, HttpContext context, CancellationToken ct)
    {
        if (credential is null || state is null) return TypedResults.Redirect("/sign-in?problem=passkey");
        try
        {
            var session = await client.Accounts.SignInWithPasskeyAsync(new() { Credential = credential, State = state, Kind = SessionKind.Dashboard }, ct);
            await SignInCookie.SignInAsync(context, session);
            return TypedResults.Redirect(ReturnAddress.After(session, to));
        }
        catch (ToombosApiException refused)
        {
            return TypedResults.Redirect(refused.Code == "sso.required" ? "/sign-in?problem=sso-required" : "/sign-in?problem=passkey");
        }
        catch (HttpRequestException)
        {
            return TypedResults.Redirect("/sign-in?problem=unavailable");
        }
    }
}
