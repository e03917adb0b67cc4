using CsCheck;
using SkiaSharp;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Files;

namespace Toombos.Server.Tests.Files;

/// <summary>Pictures cut, shrunk and made coarser until a network takes them.</summary>
public sealed class FitterTests
{
    static Gen<SKEncodedImageFormat> Formats { get; } = Gen.Int[0, 2].Select(i => new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp }[i]);

    static Picture Stored(SKEncodedImageFormat format, int width, int height, bool noisy = false) =>
        new(noisy ? Noise(format, width, height) : Pictures.Of(format, width, height), format switch { SKEncodedImageFormat.Png => "image/png", SKEncodedImageFormat.Webp => "image/webp", _ => "image/jpeg" }, width, height);

    /// <summary>Nothing compresses worse.</summary>
    static byte[] Noise(SKEncodedImageFormat format, int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        new Random(7).NextBytes(bitmap.GetPixelSpan());
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    static void Fits(Picture fit, PictureLimits limits, string kind)
    {
        using var decoded = SKBitmap.Decode(fit.Bytes);
        Assert.Equal((fit.Width, fit.Height), (decoded.Width, decoded.Height));
        Assert.True(fit.Bytes.Length <= limits.Bytes, $"{kind}: {fit.Bytes.Length} bytes");
        Assert.True((long)fit.Width * fit.Height <= limits.Pixels, kind);
        Assert.True(Math.Max(fit.Width, fit.Height) <= limits.Side && fit.Width <= limits.Width && fit.Width >= limits.LeastWidth, $"{kind}: {fit.Width} × {fit.Height}");
        Assert.True(fit.Width * 1000L >= (long)fit.Height * limits.LeastRatio && fit.Width * 1000L <= (long)fit.Height * limits.Ratio, $"{kind}: {fit.Width} × {fit.Height}");
        Assert.Contains(fit.ContentType, limits.Formats.Select(f => f == PictureFormat.Png ? "image/png" : "image/jpeg"));
    }

    [Fact]
    public void Whatever_its_size_and_focus_a_picture_comes_out_within_every_networks_limits()
    {
        var kinds = ChannelKinds.All.Where(k => k.LimitsOf("images").Any()).ToArray();
        Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[1, 1600], Gen.Int[1, 1600], Gen.Double[0, 1], Gen.Double[0, 1], Formats)
            .Sample((k, width, height, x, y, format) =>
            {
                var limits = PictureLimits.Of(kinds[k], 4);
                Fits(PictureFitter.Fit(Stored(format, width, height), limits, x, y), limits, kinds[k].Kind);
            }, iter: 60, threads: 1);
    }

    [Fact]
    public void Few_bytes_are_reached_by_coarser_and_then_by_smaller_pictures()
    {
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.Int[2_000, 60_000], Gen.Bool, Formats.Where(f => f != SKEncodedImageFormat.Webp)).Sample((width, height, bytes, png, format) =>
        {
            var limits = new PictureLimits { Bytes = bytes, Formats = png ? [PictureFormat.Png] : [PictureFormat.Png, PictureFormat.Jpeg] };
            Fits(PictureFitter.Fit(Stored(format, width, height, noisy: true), limits, 0.5, 0.5), limits, "few bytes");
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void What_fits_already_stays_byte_for_byte()
    {
        var stored = Stored(SKEncodedImageFormat.Jpeg, 300, 200);
        Assert.Same(stored, PictureFitter.Fit(stored, PictureLimits.Of(ChannelKinds.Find("bluesky")!, 1), 0, 0));
    }

    [Theory]
    [InlineData(0, 255, 0), InlineData(1, 0, 255)]
    public void A_crop_keeps_what_the_focus_says(double focus, byte red, byte blue)
    {
        // Left half red, right half blue; a square of it is one or the other.
        var fit = PictureFitter.Fit(Stored(SKEncodedImageFormat.Png, 400, 100), new() { Ratio = 1000 }, focus, 0.5);
        Assert.Equal((100, 100), (fit.Width, fit.Height));
        using var decoded = SKBitmap.Decode(fit.Bytes);
        Assert.Equal((red, blue), (decoded.GetPixel(50, 50).Red, decoded.GetPixel(50, 50).Blue));
    }

    [Fact]
    public void What_was_transparent_is_white_where_a_format_knows_no_transparency()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(10, 10, SKColorType.Rgba8888, SKAlphaType.Premul));
        bitmap.Erase(SKColors.Transparent);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var decoded = SKBitmap.Decode(PictureFitter.Fit(new(data.ToArray(), "image/png", 10, 10), new() { Formats = [PictureFormat.Jpeg] }, 0.5, 0.5).Bytes);
        Assert.True(decoded.GetPixel(5, 5) is { Red: > 250, Green: > 250, Blue: > 250 });
    }

    [Fact]
    public void Where_a_request_is_limited_as_a_whole_several_pictures_share_it()
    {
        var discord = ChannelKinds.Find("discord")!;
        Assert.Equal(10_485_760, PictureLimits.Of(discord, 1).Bytes);
        Assert.True(PictureLimits.Of(discord, 10).Bytes * 10 < 26_214_400);
    }
}
