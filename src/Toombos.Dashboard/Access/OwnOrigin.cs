using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Toombos.Dashboard.Access;

/// <summary>
/// Lets the live connection of a page be opened by our own pages only. Browsers open sockets to any host for any page, and say in the
/// Origin header whose page it is; the cookie's SameSite is the first wall against that, this is the second.
/// </summary>
sealed class OwnOrigin(IConfiguration configuration)
{
    readonly string? _public = Uri.TryCreate(configuration["Identity:PublicAddress"], UriKind.Absolute, out var address) ? address.Authority : null;

    public Task Check(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) || IsOurs(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Programs send no Origin, and no cookie of a browser either.</summary>
    bool IsOurs(HttpRequest request) => request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && (string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase) || string.Equals(page.Authority, _public, StringComparison.OrdinalIgnoreCase)));
}
