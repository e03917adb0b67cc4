using System.Diagnostics.CodeAnalysis;

namespace Toombos.Dashboard.Access;

/// <summary>
/// Where to go after signing in, as an address said it: only a path of this very site passes, so that nobody is sent on to another
/// site that looks like ours. What browsers read as a host although it looks like a path is refused as well.
/// </summary>
public static class LocalAddress
{
    /// <summary>Where everybody may go.</summary>
    public const string Home = "/";

    const int Longest = 1000;

    /// <summary>The address when it stays on this site, else <see cref="Home"/>.</summary>
    public static string Of(string? address) => Is(address) ? address : Home;

    public static bool Is([NotNullWhen(true)] string? address)
    {
        if (address is null || address.Length is 0 or > Longest || address[0] != '/') return false;
        // Browsers take a backslash for a slash, and leave out tabs and line breaks: "/\t/evil.example" is "//evil.example" to them.
        if (address.AsSpan().ContainsAnyInRange('\0', ' ') || address.AsSpan().ContainsAnyInRange('\u007f', '\u00a0') || address.Contains('\\')) return false;
        // The path may be decoded once more on its way, by a proxy or by a router.
        var decoded = Uri.UnescapeDataString(address);
        return !decoded.StartsWith("//", StringComparison.Ordinal) && !decoded.Contains('\\') && !decoded.AsSpan().ContainsAnyInRange('\0', '\u001f')
            && !Leaves(decoded) && Uri.TryCreate(new Uri("https://toombos.invalid"), address, out var whole) && whole.Host == "toombos.invalid";
    }

    /// <summary>Dots that climb to an empty segment: "/.//evil.example" is "//evil.example" once they are resolved.</summary>
    static bool Leaves(string path)
    {
        var end = path.AsSpan().IndexOfAny('?', '#');
        return (end < 0 ? path : path[..end]).Contains("//", StringComparison.Ordinal);
    }
}
