using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Files;

/// <summary>What a network takes of a picture, read from its truth table; where that says nothing, nothing is asked.</summary>
public sealed record PictureLimits
{
    public long Bytes { get; init; } = long.MaxValue;
    public long Pixels { get; init; } = long.MaxValue;

    /// <summary>Of the longer side.</summary>
    public int Side { get; init; } = int.MaxValue;
    public int Width { get; init; } = int.MaxValue;
    public int LeastWidth { get; init; } = 1;

    /// <summary>Width by height, in thousandths.</summary>
    public int LeastRatio { get; init; }
    public int Ratio { get; init; } = int.MaxValue;

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<PictureFormat> Formats { get; init; } = [PictureFormat.Png, PictureFormat.Jpeg];

    public static PictureLimits Thumbnail { get; } = new() { Side = 480, Bytes = 200_000 };

    /// <summary>What a file in this shape is called: the same for what looks the same.</summary>
    public string KeyOf(StoredFile file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{file.Hash} {file.FocusX} {file.FocusY} {this} {string.Join(' ', Formats)}"))))[..20];

    /// <param name="together">How many pictures go in one request, where a network counts that too.</param>
    public static PictureLimits Of(ChannelKind kind, int together)
    {
        const int Around = 200_000;
        return new()
        {
            Bytes = Math.Min(Max("image-bytes") ?? long.MaxValue, (Max("request-bytes") - Around) / Math.Max(1, together) ?? long.MaxValue), Pixels = Max("image-pixels") ?? long.MaxValue,
            Side = Max("image-side") ?? int.MaxValue, Width = Max("image-width") ?? int.MaxValue, LeastWidth = Max("image-width-min") ?? 1,
            LeastRatio = Max("image-ratio-min") ?? 0, Ratio = Max("image-ratio") ?? int.MaxValue,
            Formats = kind.ImageFormats is { } taken ? [.. taken.Select(f => Enum.Parse<PictureFormat>(f, ignoreCase: true))] : [PictureFormat.Png, PictureFormat.Jpeg],
        };

        int? Max(string of) => kind.LimitsOf(of).Select(l => (int?)l.Max).Min();
    }
}

/// <summary>A format that networks take.</summary>
public enum PictureFormat { Png, Jpeg }
