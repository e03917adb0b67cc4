using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>
/// The cookie that a signed-in browser holds: an encrypted ticket with the session's token, unreadable to scripts. Which workspace the
/// session works in is not in it: the API knows, and so all tabs and nodes agree.
/// </summary>
static class SignInCookie
{
    public const string KeyClaim = "toombos:key";

    public static void Configure(CookieAuthenticationOptions options, SiteCookie site)
    {
        // Lax, for people follow links from mails; whatever changes something is a post, which Lax does not carry.
        site.Guard(options.Cookie, "toombos-session", SameSiteMode.Lax);
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "to";
        options.SlidingExpiration = false;
    }

    public static Task SignInAsync(HttpContext context, Session session) => context.SignInAsync(
        DashboardExtensions.Scheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(KeyClaim, session.SessionToken ?? throw new InvalidOperationException("The API gave no session token.")),
                new(ClaimTypes.Name, session.PersonName),
            ],
            DashboardExtensions.Scheme)),
        new() { IsPersistent = true, ExpiresUtc = session.ExpiresAt });
}
