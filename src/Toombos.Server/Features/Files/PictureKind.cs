using SkiaSharp;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Files;

/// <summary>What the first bytes of an upload say it is. Its name and what the sender claims are not asked.</summary>
static class PictureKind
{
    /// <summary>The format in which the picture is written anew. A GIF becomes a PNG: the first frame, as nobody writes GIF any more.</summary>
    public static SKEncodedImageFormat Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) throw new DomainRuleException("file.empty", "The file is empty. Choose another one.", StatusCodes.Status400BadRequest);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return SKEncodedImageFormat.Png;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return SKEncodedImageFormat.Jpeg;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return SKEncodedImageFormat.Png;
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8)) return SKEncodedImageFormat.Webp;
        throw IsDrawing(bytes)
            ? Refused("An SVG is a program as much as a picture, so it is not taken. Save it as PNG and upload that.")
            : Refused("This is not a picture that is taken. Upload a PNG, JPEG, WebP or GIF; the content counts, not the name.");
    }

    public static string ContentTypeOf(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Jpeg => "image/jpeg",
        SKEncodedImageFormat.Webp => "image/webp",
        _ => "image/png",
    };

    static bool IsDrawing(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 1000)];
        return head.IndexOf("<svg"u8) >= 0 || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<?xml"u8);
    }

    static DomainRuleException Refused(string sentence) => new("file.type", sentence, StatusCodes.Status415UnsupportedMediaType);
}
