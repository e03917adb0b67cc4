using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Sources;

/// <summary>Turns the bytes of a source into text, strictly: what is not text is refused rather than garbled.</summary>
static class SourceText
{
    public static SourceReading.Refused NotText { get; } =
        new("source.not-text", "This is not a text in UTF-8. Save the document as Markdown in UTF-8.");

    /// <summary>The text without its byte order mark, or null when the bytes are no text.</summary>
    /// <param name="charset">What the sender says; a byte order mark knows better.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes, string? charset = null)
    {
        if (EncodingOf(bytes, charset) is not { } encoding) return null;
        try
        {
            var text = encoding.GetString(bytes);
            if (text.Length > 0 && text[0] == '\uFEFF') text = text[1..];
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static string RevisionOf(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static Encoding? EncodingOf(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        return charset?.Trim('"').ToLowerInvariant() switch
        {
            null or "" or "utf-8" or "utf8" or "us-ascii" => new UTF8Encoding(false, throwOnInvalidBytes: true),
            "iso-8859-1" or "latin1" => Encoding.Latin1,
            _ => null,
        };
    }
}
