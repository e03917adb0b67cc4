using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toombos.Dashboard.Access;

/// <summary>
/// What the browser keeps while its owner is at a provider: the state that ties the answer to this browser, and where to go afterwards.
/// Lax, for the provider sends the browser back from another site.
/// </summary>
static class SingleSignOnCookie
{
    public const string Path = "/sign-in/sso/callback";
    const string StateName = "toombos-sso", ReturnName = "toombos-sso-to";

    public static void Keep(HttpContext context, string state, string? to)
    {
        var site = SiteOf(context);
        site.Write(context, StateName, state, SameSiteMode.Lax, TimeSpan.FromMinutes(10));
        if (ReturnAddress.IsLocal(to)) site.Write(context, ReturnName, to!, SameSiteMode.Lax, TimeSpan.FromMinutes(10));
        else site.Remove(context, ReturnName);
    }

    /// <summary>Gives what was kept, once.</summary>
    public static (string? State, string? To) Take(HttpContext context)
    {
        var site = SiteOf(context);
        return (site.Take(context, StateName), site.Take(context, ReturnName));
    }

    static SiteCookie SiteOf(HttpContext context) => context.RequestServices.GetRequiredService<SiteCookie>();
}
