using Microsoft.Extensions.Options;
using SkiaSharp;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Files;

/// <summary>
/// Decodes an upload within bounds and writes it anew. What is no pixel does not survive: places and cameras in metadata, other files
/// hidden behind or inside the picture, tricks on decoders.
/// </summary>
public sealed class PictureWriter(IOptions<FilesOptions> options, PictureTurns turns)
{
    const int Quality = 88;

    public async Task<Picture> WriteAsync(byte[] upload, CancellationToken ct)
    {
        var format = PictureKind.Of(upload);
        return await turns.RunAsync(() => Write(upload, format), ct);
    }

    Picture Write(byte[] upload, SKEncodedImageFormat format)
    {
        using var data = SKData.CreateCopy(upload);
        using var codec = SKCodec.Create(data) ?? throw Damaged();
        // The header alone tells the size: nothing is decoded before it is found bearable.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var asked = options.Value;
        if (width < 1 || height < 1) throw Damaged();
        if (width > asked.MaxSide || height > asked.MaxSide || (long)width * height > asked.MaxPixels)
            throw new DomainRuleException("file.too-many-pixels",
                $"The picture has {width} × {height} pixels. At most {asked.MaxSide} a side and {asked.MaxPixels / 1_000_000.0:0.#} million in all are taken; make it smaller.", StatusCodes.Status400BadRequest);

        using var colours = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul, colours));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) throw Damaged();
        using var upright = Upright(bitmap, codec.EncodedOrigin);
        using var written = upright.Encode(format, Quality) ?? throw Damaged();
        return new(written.ToArray(), PictureKind.ContentTypeOf(format), upright.Width, upright.Height);
    }

    /// <summary>Cameras write how they were held instead of turning the picture; that note goes with the rest of the metadata.</summary>
    static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default) return bitmap.Copy();
        var (w, h) = (bitmap.Width, bitmap.Height);
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var target = new SKBitmap(bitmap.Info.WithSize(turned ? h : w, turned ? w : h));
        using var canvas = new SKCanvas(target);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        });
        canvas.DrawBitmap(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        canvas.Flush();
        return target;
    }

    static DomainRuleException Damaged() =>
        new("file.damaged", "The picture can't be read to its end. Open it in a picture program, save it anew, and upload that.", StatusCodes.Status400BadRequest);
}
