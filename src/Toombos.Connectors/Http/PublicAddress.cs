using System.Net;
using System.Net.Sockets;

namespace Toombos.Connectors.Http;

/// <summary>
/// Tells public addresses from those of the operator's own network. IPv6 is public only in 2000::/3, which leaves out
/// mapped, translated (NAT64), unique local, link-local and multicast addresses.
/// </summary>
static class PublicAddress
{
    static readonly IPNetwork PublicIPv6 = IPNetwork.Parse("2000::/3");
    static readonly IPNetwork[] Special = Read();

    public static bool Is(IPAddress address) =>
        // IPNetwork looks into mapped addresses, so they are turned away first
        !address.IsIPv4MappedToIPv6 &&
        (address.AddressFamily == AddressFamily.InterNetwork || PublicIPv6.Contains(address)) &&
        !Array.Exists(Special, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));

    static IPNetwork[] Read()
    {
        using var stream = typeof(PublicAddress).Assembly.GetManifestResourceStream("http/special-networks")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => IPNetwork.Parse(line))];
    }
}
