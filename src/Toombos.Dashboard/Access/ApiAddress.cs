using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Toombos.Dashboard.Access;

/// <summary>Finds the API: the configured address, else this very process over loopback.</summary>
sealed class ApiAddress(IOptions<DashboardOptions> options, IServer server)
{
    public Uri Resolve() => options.Value.ApiAddress is { } configured ? WithSlash(configured.ToString()) : WithSlash(Own());

    string Own()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.OrderBy(a => a.StartsWith("https", StringComparison.OrdinalIgnoreCase)).FirstOrDefault() ?? "http://localhost";
        var parsed = Microsoft.AspNetCore.Http.BindingAddress.Parse(address);
        var host = parsed.Host is "0.0.0.0" or "[::]" or "*" or "+" or "" ? "localhost" : parsed.Host;
        return $"{parsed.Scheme}://{host}:{parsed.Port}{parsed.PathBase}";
    }

    static Uri WithSlash(string address) => new(address.EndsWith('/') ? address : address + "/");
}
