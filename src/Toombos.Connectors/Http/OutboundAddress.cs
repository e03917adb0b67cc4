namespace Toombos.Connectors.Http;

/// <summary>
/// Judges an address by its form: scheme, port, credentials. What its name resolves to is judged at connection time by
/// <see cref="CheckedConnection"/>, because a name may answer differently each time.
/// </summary>
sealed class OutboundAddress(OutboundHttpOptions options)
{
    const int LongestAddress = 2048;

    /// <summary>Null when the address may be called.</summary>
    public HttpAnswer.Refused? Refusal(string? text, Uri? relativeTo, out Uri? address)
    {
        address = null;
        if (text is null or { Length: 0 or > LongestAddress } || text.AsSpan().ContainsAnyInRange('\0', '\u001F')
            || !(relativeTo is null ? Uri.TryCreate(text, UriKind.Absolute, out address) : Uri.TryCreate(relativeTo, text, out address)))
        {
            return new("address.invalid", "This is not a web address. Write it in full, such as https://example.com/news.md.");
        }
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            return new("address.scheme", "Only http and https addresses can be read.");
        if (address.UserInfo.Length > 0)
            return new("address.credentials", "The address contains a user name or password. Leave them out.");
        if (HostOf(address).Length == 0)
            return new("address.invalid", "The address names no host.");
        if (!address.IsDefaultPort && address.Port is not (80 or 443) && !options.ExtraPorts.Contains(address.Port) && !IsAllowedPrivate(HostOf(address)))
            return new("address.port", $"Port {address.Port} is not allowed. Use the standard ports, or ask the operator to allow it.");
        return null;
    }

    /// <param name="host">As <see cref="Trim"/> leaves it.</param>
    public bool IsAllowedPrivate(string host) => options.AllowedPrivateHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    static string HostOf(Uri address) => Trim(address.IdnHost);

    // "example.com." is "example.com"; an IPv6 address stands in brackets
    public static string Trim(string host) => host.TrimEnd('.').Trim('[', ']');
}
