using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Hosting;

/// <summary>The web server itself and the addresses by which operators see that it lives.</summary>
public static class ServerRegistration
{
    /// <summary>Limits of the server, and the port from <c>Server:Port</c> on this machine only, unless <c>urls</c> says otherwise.</summary>
    public static void AddKestrel(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpRegistration.OrdinaryBody;
            // A signed-in browser sends about 2 KB of headers, an access token is below 4 KB.
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls($"http://localhost:{builder.Configuration["Server:Port"] ?? "8000"}");
    }

    /// <summary>/health/live: the process answers. /health/ready: so does what it needs.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }
}
