using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Hosting;

/// <summary>
/// Who is believed what about a request. A caller's address and scheme come from the connection, or from a proxy that the operator
/// trusts; anybody else's word about them is dropped. A name that nobody gave this server is not answered, so that no page, link or cookie is made for it.
/// </summary>
public static class Edge
{
    public static IServiceCollection AddEdge(this IServiceCollection services)
    {
        services.AddOptions<EdgeOptions>().BindConfiguration(EdgeOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidator>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<EdgeOptions>>((forwarded, edge) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // From proxy to proxy, as long as each is trusted.
            forwarded.ForwardLimit = null;
            foreach (var proxy in edge.Value.TrustedProxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            foreach (var network in edge.Value.TrustedNetworks) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
        return services;
    }

    /// <summary>Goes first: whatever follows may rely on address, scheme and host.</summary>
    public static IApplicationBuilder UseEdge(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Configuration["Identity:PublicAddress"] is not { Length: > 0 } address || !Uri.TryCreate(address, UriKind.Absolute, out var own)) return app;
        var known = new HashSet<string>(app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.Hosts, StringComparer.OrdinalIgnoreCase) { own.IdnHost, "localhost" };
        return app.Use((context, next) => IsKnown(context.Request, known) ? next(context) : throw new DomainRuleException(
            "host.unknown", $"This server is not called that. Its address is {own.GetLeftPart(UriPartial.Authority)}.", StatusCodes.Status421MisdirectedRequest));
    }

    static bool IsKnown(HttpRequest request, HashSet<string> known)
    {
        // Probes and scrapers ask by address; what they get speaks of no host.
        if (request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics")) return true;
        var host = request.Host.Host.TrimEnd('.');
        return known.Contains(host) || (IPAddress.TryParse(host.Trim('[', ']'), out var literal) && IPAddress.IsLoopback(literal));
    }
}
