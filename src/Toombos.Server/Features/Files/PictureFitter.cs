using SkiaSharp;

namespace Toombos.Server.Features.Files;

/// <summary>
/// Makes of a stored picture one that a network takes: cropped around its focus, made smaller, and then coarser, until it fits. The same picture and limits always
/// give the same bytes.
/// </summary>
public sealed class PictureFitter(PictureTurns turns)
{
    /// <summary>What JPEG is tried with before the picture is made smaller.</summary>
    static readonly int[] Qualities = [90, 80, 70];
    const double Step = 0.8;

    public async Task<Picture> FitAsync(Stream stored, StoredFile file, PictureLimits limits, CancellationToken ct)
    {
        var bytes = new byte[file.Size];
        await using (stored) await stored.ReadExactlyAsync(bytes, ct);
        return await turns.RunAsync(() => Fit(new(bytes, file.ContentType, file.Width, file.Height), limits, file.FocusX, file.FocusY), ct);
    }

    internal static Picture Fit(Picture stored, PictureLimits limits, double focusX, double focusY)
    {
        var crop = Crop(stored.Width, stored.Height, limits, focusX, focusY);
        var size = Scaled(crop.Size, limits, ScaleOf(crop.Size, limits));
        if (size == new SKSizeI(stored.Width, stored.Height) && stored.Bytes.Length <= limits.Bytes && limits.Formats.Any(f => TypeOf(f) == stored.ContentType)) return stored;

        using var picture = SKImage.FromEncodedData(stored.Bytes) ?? throw new InvalidDataException("A stored picture can't be read.");
        // A photo would be a large PNG, and a drawing an ugly JPEG.
        var formats = limits.Formats.Where(f => f == PictureFormat.Jpeg || stored.ContentType == TypeOf(f) || limits.Formats.Count == 1).ToList();
        for (var scale = 1.0; ; scale *= Step)
        {
            size = Scaled(crop.Size, limits, ScaleOf(crop.Size, limits) * scale);
            foreach (var format in formats)
            {
                using var drawn = Draw(picture, crop, size, format);
                foreach (var quality in format == PictureFormat.Png ? [100] : Qualities)
                {
                    using var written = drawn.Encode(format == PictureFormat.Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, quality);
                    if (written.Size <= limits.Bytes) return new(written.ToArray(), TypeOf(format), size.Width, size.Height);
                }
            }
            if (size is { Width: 1, Height: 1 }) throw new InvalidDataException("No picture is small enough for these limits.");
        }
    }

    /// <summary>The largest part with a shape that is taken, as near to the focus as its edges allow.</summary>
    static SKRectI Crop(int width, int height, PictureLimits limits, double focusX, double focusY)
    {
        var (w, h) = Shaped(width, height, limits);
        var (left, top) = ((int)Math.Clamp(focusX * width - w / 2.0, 0, width - w), (int)Math.Clamp(focusY * height - h / 2.0, 0, height - h));
        return SKRectI.Create(left, top, w, h);
    }

    static double ScaleOf(SKSizeI size, PictureLimits limits)
    {
        var scale = Math.Min(Math.Min(1, Math.Sqrt((double)limits.Pixels / ((long)size.Width * size.Height))), Math.Min((double)limits.Side / Math.Max(size.Width, size.Height), (double)limits.Width / size.Width));
        return Math.Max(scale, (double)limits.LeastWidth / size.Width);
    }

    static SKSizeI Scaled(SKSizeI size, PictureLimits limits, double scale)
    {
        var width = Math.Max(limits.LeastWidth, (int)(size.Width * scale));
        var (w, h) = Shaped(width, Math.Max(1, (int)(size.Height * scale)), limits);
        return new(w, h);
    }

    /// <summary>Whole pixels inside of the shapes that are taken.</summary>
    static (int Width, int Height) Shaped(int width, int height, PictureLimits limits)
    {
        if (limits.LeastRatio > 0 && width * 1000L < (long)height * limits.LeastRatio) height = Math.Max(1, (int)(width * 1000L / limits.LeastRatio));
        if (width * 1000L > (long)height * limits.Ratio) width = Math.Max(1, (int)((long)height * limits.Ratio / 1000));
        return (width, height);
    }

    static SKImage Draw(SKImage picture, SKRectI crop, SKSizeI size, PictureFormat format)
    {
        using var colours = SKColorSpace.CreateSrgb();
        using var surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, format == PictureFormat.Jpeg ? SKAlphaType.Opaque : SKAlphaType.Premul, colours));
        // What was transparent is white where a format knows no transparency.
        surface.Canvas.Clear(format == PictureFormat.Jpeg ? SKColors.White : SKColors.Transparent);
        surface.Canvas.DrawImage(picture, crop, new SKRect(0, 0, size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    static string TypeOf(PictureFormat format) => format == PictureFormat.Png ? "image/png" : "image/jpeg";
}
