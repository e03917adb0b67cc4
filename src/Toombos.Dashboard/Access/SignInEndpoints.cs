using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Toombos.Client;
using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>What changes who is signed in and where they work without a page of its own. The posts ask for an antiforgery token.</summary>
static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", SignOut).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
        routes.MapPost("/workspace", Switch).RequireAuthorization(DashboardExtensions.Scheme).ExcludeFromDescription();
        routes.MapGet(SingleSignOnCookie.Path, FinishSingleSignOn).AllowAnonymous().ExcludeFromDescription();
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
        // What pages kept in this browser, such as a text that was being typed, is for the one who signed out.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return TypedResults.Redirect($"/sign-in?problem={ended}");
    }

    /// <summary>Works in another workspace and leads to its start page; where that is refused, to the list of one's workspaces.</summary>
    static async Task<RedirectHttpResult> Switch([FromForm] Guid id, ToombosClient client, CancellationToken ct)
    {
        try
        {
            await client.Access.SwitchWorkspaceAsync(new() { WorkspaceId = id }, ct);
        }
        catch (Exception e) when (e is ToombosApiException or HttpRequestException)
        {
            return TypedResults.Redirect("/welcome?refused=true");
        }
        return TypedResults.Redirect("/");
    }

    /// <summary>The browser comes back from a provider. Only the one that set out has the state.</summary>
    static async Task<RedirectHttpResult> FinishSingleSignOn(ToombosClient client, HttpContext context, CancellationToken ct)
    {
        var (state, to) = SingleSignOnCookie.Take(context);
        if (state is null || !context.Request.QueryString.HasValue) return TypedResults.Redirect("/sign-in?problem=sso");
        try
        {
            var session = await client.SingleSignOn.FinishAsync(new() { Query = context.Request.QueryString.Value!, State = state, Kind = SessionKind.Dashboard }, ct);
            await SignInCookie.SignInAsync(context, session);
            return TypedResults.Redirect(ReturnAddress.After(session, to));
        }
        catch (ToombosApiException)
        {
            return TypedResults.Redirect("/sign-in?problem=sso");
        }
        catch (HttpRequestException)
        {
            return TypedResults.Redirect("/sign-in?problem=unavailable");
        }
    }
}
