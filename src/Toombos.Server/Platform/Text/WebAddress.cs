namespace Toombos.Server.Platform.Text;

/// <summary>
/// Decides which addresses from documents and people may become links or pictures. Everything that is not plainly http, https or
/// mailto stays text, so no scheme that runs code, and no address that hides its true host behind a user name, reaches a reader.
/// </summary>
public static class WebAddress
{
    const int Longest = 4096;

    /// <summary>The address as it may stand in a link, or null.</summary>
    public static string? Link(string? address) =>
        Read(address, out var uri) && (uri.Scheme == Uri.UriSchemeMailto || IsWeb(uri)) ? address!.Trim() : null;

    /// <summary>The address as it may stand in a picture, or null.</summary>
    public static string? Picture(string? address) => Read(address, out var uri) && IsWeb(uri) ? address!.Trim() : null;

    static bool IsWeb(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    static bool Read(string? address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        if (address is null || address.Length > Longest) return false;
        var trimmed = address.AsSpan().Trim();
        foreach (var c in trimmed)
        {
            // what browsers drop from addresses, or read as a separator, is how filters are fooled
            if (c <= ' ' || c is '\\' or '<' or '>' or '"' or '`' || char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c)
                || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format) return false;
        }
        return Uri.TryCreate(trimmed.ToString(), UriKind.Absolute, out uri);
    }
}
