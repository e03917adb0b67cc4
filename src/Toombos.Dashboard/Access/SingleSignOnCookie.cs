using Microsoft.AspNetCore.Http;

namespace Toombos.Dashboard.Access;

/// <summary>
/// What the browser keeps while its owner is at a provider: the state that ties the answer to this browser, and where to go afterwards.
/// Lax, for the provider sends the browser back from another site; bound to the one path that reads it.
/// </summary>
static class SingleSignOnCookie
{
    public const string Path = "/sign-in/sso/callback";
    const string StateName = "toombos-sso", ReturnName = "toombos-sso-to";

    public static void Keep(HttpContext context, string state, string? to)
    {
        context.Response.Cookies.Append(StateName, state, Options(context));
        if (ReturnAddress.IsLocal(to)) context.Response.Cookies.Append(ReturnName, to!, Options(context));
        else context.Response.Cookies.Delete(ReturnName, Options(context));
    }

    /// <summary>Gives what was kept, once.</summary>
    public static (string? State, string? To) Take(HttpContext context)
    {
        var taken = (context.Request.Cookies[StateName], context.Request.Cookies[ReturnName]);
        context.Response.Cookies.Delete(StateName, Options(context));
        context.Response.Cookies.Delete(ReturnName, Options(context));
        return taken;
    }

    static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = Path, MaxAge = TimeSpan.FromMinutes(10), IsEssential = true,
    };
}
