using System.Net;
using System.Net.Sockets;

namespace Toombos.Server.Platform.Limits;

/// <summary>Addresses by whom they are given to: one customer gets a whole IPv6 /64, and an IPv4 /24 is usually one network.</summary>
static class Network
{
    const string Nowhere = "nowhere";

    /// <summary>The neighbourhood: IPv4 /24, IPv6 /64.</summary>
    public static string Of(IPAddress? address) => Masked(address, 24);

    /// <summary>The one who calls: an IPv4 address, an IPv6 /64.</summary>
    public static string CallerOf(IPAddress? address) => Masked(address, 32);

    static string Masked(IPAddress? address, int bitsOfIpv4)
    {
        if (address is null) return Nowhere;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var kept = (address.AddressFamily == AddressFamily.InterNetwork ? bitsOfIpv4 : 64) / 8;
        return Convert.ToHexStringLower(bytes[..Math.Min(kept, length)]);
    }
}
