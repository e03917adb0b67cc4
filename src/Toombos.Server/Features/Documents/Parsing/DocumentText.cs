using System.Text;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>The gate for text from outside: decodes bytes and refuses what is too large, empty or not text at all.</summary>
public static class DocumentText
{
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int MaxBlocks = 100_000;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 (or UTF-16 with a byte order mark, as Notepad saves it) to a string without the mark.</summary>
    /// <exception cref="DomainRuleException">415 <c>document.not-text</c>, 413 <c>document.too-large</c>.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw TooLarge();
        if (bytes.StartsWith("%PDF-"u8) || bytes.StartsWith("{\\rtf"u8)) throw NotText();
        try
        {
            if (bytes is [0xEF, 0xBB, 0xBF, ..]) return Checked(Strict.GetString(bytes[3..]));
            if (bytes is [0xFF, 0xFE, ..]) return Checked(new UnicodeEncoding(false, false, true).GetString(bytes[2..]));
            if (bytes is [0xFE, 0xFF, ..]) return Checked(new UnicodeEncoding(true, false, true).GetString(bytes[2..]));
            return Checked(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw NotText();
        }
    }

    /// <summary>Same length as the input, so that offsets hold: a byte order mark becomes a space, a lone surrogate U+FFFD.</summary>
    internal static string Admit(string markdown)
    {
        if (Encoding.UTF8.GetByteCount(markdown) > MaxBytes) throw TooLarge();
        Checked(markdown);
        if (string.IsNullOrWhiteSpace(markdown.TrimStart('\uFEFF')))
            throw new DomainRuleException("document.empty", "The document is empty. Write or paste some text first.", StatusCodes.Status400BadRequest);
        if (markdown[0] != '\uFEFF' && !HasLoneSurrogate(markdown)) return markdown;
        return string.Create(markdown.Length, markdown, static (span, source) =>
        {
            source.CopyTo(span);
            if (span[0] == '\uFEFF') span[0] = ' ';
            for (var i = 0; i < span.Length; i++)
            {
                if (!char.IsSurrogate(span[i])) continue;
                if (char.IsHighSurrogate(span[i]) && i + 1 < span.Length && char.IsLowSurrogate(span[i + 1])) i++;
                else span[i] = '\uFFFD';
            }
        });
    }

    internal static DomainRuleException TooManyBlocks() => new("document.too-large",
        $"The document has more than {MaxBlocks:N0} paragraphs, list items and table rows. Split it into several documents.", StatusCodes.Status413PayloadTooLarge);

    static string Checked(string text) => text.Contains('\0') ? throw NotText() : text;

    static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return true;
            i++;
        }
        return false;
    }

    internal static DomainRuleException TooLarge() => new("document.too-large",
        "The document is larger than 10 MB. Split it into several documents.", StatusCodes.Status413PayloadTooLarge);

    static DomainRuleException NotText() => new("document.not-text",
        "The document is not plain text. Save it as Markdown in UTF-8 and try again.", StatusCodes.Status415UnsupportedMediaType);
}
