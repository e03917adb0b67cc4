namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Which addresses of a document may go further: what runs code or smuggles data may not.</summary>
static class WebAddress
{
    static readonly string[] LinkSchemes = ["http", "https", "mailto", "tel"];

    /// <summary>The address of a link, or null when it must not be followed.</summary>
    public static string? Safe(string? url) => Checked(url, LinkSchemes);

    /// <summary>The address of a picture: the web or relative.</summary>
    public static string? SafeImage(string? url) => Checked(url, LinkSchemes.AsSpan(0, 2));

    static string? Checked(string? url, ReadOnlySpan<string> schemes)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        url = PlainText.Clean(url).Replace(" ", "%20", StringComparison.Ordinal);
        if (url.Length is 0 or > 2048) return null;
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var slash = url.AsSpan().IndexOfAny('/', '?', '#');
        if (colon < 0 || slash >= 0 && slash < colon) return url;
        foreach (var scheme in schemes)
            if (url.AsSpan(0, colon).Equals(scheme, StringComparison.OrdinalIgnoreCase)) return url;
        return null;
    }
}
