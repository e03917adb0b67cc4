using System.Text;
using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Feed;

/// <summary>The letters of a feed: by its byte order mark, what the host says, what its first line says, and what the bytes look like, in this order.</summary>
static partial class FeedText
{
    const int Head = 256;

    /// <summary>Null when the bytes are no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return SourceText.Decode(bytes);
        if (SourceText.Decode(bytes) is { } utf8 && Named(charset) is null or "utf-8") return utf8;
        var declared = Declaration().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Head)])) is { Success: true } match ? match.Groups[1].Value : null;
        var encoding = Find(Named(charset)) ?? Find(declared);
        if (encoding is null or UTF8Encoding) encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var text = encoding.GetString(bytes).TrimStart('\uFEFF');
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    static string? Named(string? charset) => charset?.Trim('"', '\'', ' ').ToLowerInvariant() is { Length: > 0 } name ? name : null;

    static Encoding? Find(string? name)
    {
        if (name is null) return null;
        if (CodePagesEncodingProvider.Instance.GetEncoding(name) is { } known) return known;
        return name.ToLowerInvariant() switch
        {
            "utf-8" or "utf8" or "us-ascii" => new UTF8Encoding(false),
            "iso-8859-1" or "latin1" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
            _ => null,
        };
    }

    [GeneratedRegex(@"<\?xml[^>]*encoding\s*=\s*[""']([\w.:-]{1,40})[""']", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
