using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Platform.Hosting;

/// <summary>The address under which people reach the dashboard. Taken from configuration or from what is listened on, never from what a request says of itself.</summary>
public sealed class PublicAddress(IOptions<IdentityOptions> options, IServer server)
{
    static readonly string[] Private = ["local", "localhost", "internal", "lan", "home", "corp"];

    /// <summary>Without a slash at the end.</summary>
    public string Value => (options.Value.PublicAddress is { Length: > 0 } configured ? configured : Own()).TrimEnd('/');

    /// <summary>Whether programs elsewhere can fetch from it, as far as its form tells: over https, by a name that means the same everywhere.</summary>
    public bool IsReachable => options.Value.PublicAddress is { Length: > 0 } && Uri.TryCreate(Value, UriKind.Absolute, out var own) && own is { Scheme: "https", HostNameType: UriHostNameType.Dns }
        && own.Host.Contains('.', StringComparison.Ordinal) && !Private.Contains(own.Host[(own.Host.LastIndexOf('.') + 1)..], StringComparer.OrdinalIgnoreCase);

    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) => Value + path;

    /// <summary>Whether people come by https, which decides about the names of cookies and about HSTS before anything else runs.</summary>
    public static bool IsSecure(IConfiguration configuration) => configuration["Identity:PublicAddress"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    string Own()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        return address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal);
    }
}
