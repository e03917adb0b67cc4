using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>The two posts that change who is signed in. Both ask for an antiforgery token.</summary>
static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/sign-out", SignOut).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
    }

    /// <summary>Redeems the one-time token of a link. A wrong one leads back to the page that says so.</summary>
    static async Task<RedirectHttpResult> SignIn([FromForm] string? token, ToombosClient client, HttpContext context, CancellationToken ct)
    {
        if (TokenOf(token) is not { } found) return TypedResults.Redirect("/sign-in?problem=unreadable");
        try
        {
            await SignInCookie.SignInAsync(context, await client.Access.RedeemSignInLinkAsync(new() { Token = found, Kind = SessionKind.Dashboard }, ct));
            return TypedResults.Redirect("/");
        }
        catch (ToombosApiException refused)
        {
            return TypedResults.Redirect((int)refused.Status < 500 ? "/sign-in?problem=refused" : "/sign-in?problem=unavailable");
        }
        catch (HttpRequestException)
        {
            return TypedResults.Redirect("/sign-in?problem=unavailable");
        }
    }

    /// <summary>Ends the session at the API as well; a browser whose API is away is signed out all the same.</summary>
    static async Task<RedirectHttpResult> SignOut(IFormCollection form, ToombosClient client, HttpContext context, CancellationToken ct)
    {
        _ = form; // bound so that the antiforgery token is asked for
        var ended = "ended";
        try
        {
            await client.Access.EndSessionAsync(ct);
        }
        catch (Exception e) when (e is ToombosApiException or HttpRequestException)
        {
            ended = "ended-here";
        }
        await context.SignOutAsync(DashboardExtensions.Scheme);
        return TypedResults.Redirect($"/sign-in?problem={ended}");
    }

    /// <summary>People paste the whole link as often as the token in it.</summary>
    internal static string? TokenOf(string? pasted)
    {
        var token = pasted?.Trim() ?? "";
        token = token[(token.LastIndexOf('/') + 1)..];
        var end = token.AsSpan().IndexOfAny('?', '#');
        if (end >= 0) token = token[..end];
        return token.Length is >= 20 and <= 200 ? token : null;
    }
}
