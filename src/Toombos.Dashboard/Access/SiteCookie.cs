using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Toombos.Dashboard.Access;

/// <summary>
/// How the dashboard's cookies are named and guarded. Where people come by https a name begins with <c>__Host-</c>, which browsers take
/// only over https, for this host alone and for all of it: neither a neighbour domain nor a network can plant one. Plain names are for http on one's own machine.
/// </summary>
public sealed class SiteCookie(IConfiguration configuration)
{
    const string Prefix = "__Host-";

    /// <summary>Whether people come by https.</summary>
    public bool Secure { get; } = configuration["Identity:PublicAddress"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <param name="name">Such as <c>toombos-session</c>.</param>
    public string NameOf(string name) => Secure ? Prefix + name : name;

    /// <summary>Guards a cookie of the framework.</summary>
    public void Guard(CookieBuilder cookie, string name, SameSiteMode sameSite)
    {
        (cookie.Name, cookie.Path, cookie.Domain) = (NameOf(name), "/", null);
        (cookie.HttpOnly, cookie.SameSite, cookie.IsEssential) = (true, sameSite, true);
        cookie.SecurePolicy = Secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>Writes a cookie of one's own, unreadable to scripts.</summary>
    public void Write(HttpContext context, string name, string value, SameSiteMode sameSite, TimeSpan life) => context.Response.Cookies.Append(NameOf(name), value, new()
    {
        Path = "/", HttpOnly = true, SameSite = sameSite, Secure = Secure || context.Request.IsHttps, MaxAge = life, IsEssential = true,
    });

    /// <summary>Reads a cookie and removes it.</summary>
    public string? Take(HttpContext context, string name)
    {
        var value = context.Request.Cookies[NameOf(name)];
        Remove(context, name);
        return value;
    }

    public void Remove(HttpContext context, string name) => context.Response.Cookies.Delete(NameOf(name), new() { Path = "/", Secure = Secure || context.Request.IsHttps });

    /// <summary>The colours, which the browser's script sets and the page only reads, under either name.</summary>
    public static string? ThemeOf(HttpRequest request) => request.Cookies[Prefix + "toombos-theme"] ?? request.Cookies["toombos-theme"];
}
