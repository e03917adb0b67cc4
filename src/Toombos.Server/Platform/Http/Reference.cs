using Scalar.AspNetCore;

namespace Toombos.Server.Platform.Http;

/// <summary>
/// The reference pages at /docs. All they load comes from this server, and their one inline script carries a nonce; styles are the
/// viewer's own and written into the page by it. Requests tried from them go to this server only.
/// </summary>
public static class Reference
{
    public static void MapReference(this IEndpointRouteBuilder app) => app.MapScalarApiReference("/docs", (options, context) =>
    {
        var nonce = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(18));
        options.WithTitle("Toombos API").WithNonce(nonce).DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools();
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}' 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }).AllowAnonymous();
}
