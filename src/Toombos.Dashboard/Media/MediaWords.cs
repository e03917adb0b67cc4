using System.Globalization;
using Toombos.Client.Files;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Media;

/// <summary>Pictures in the words of the dashboard.</summary>
static class MediaWords
{
    public const string Path = "/media";

    /// <summary>What uploads may be; the server decides by the content.</summary>
    public const string Accepted = "image/png,image/jpeg,image/webp,image/gif";
    public const long AtMost = 10 * 1024 * 1024;

    /// <summary>The places that can be kept when a picture is cropped, by their names.</summary>
    public static IReadOnlyList<Choice> Focuses { get; } =
    [
        new("0.5 0.5", "The middle", Keeps), new("0.5 0", "The top", Keeps), new("0.5 1", "The bottom", Keeps), new("0 0.5", "The left", Keeps), new("1 0.5", "The right", Keeps),
        new("0 0", "The upper left", Keeps), new("1 0", "The upper right", Keeps), new("0 1", "The lower left", Keeps), new("1 1", "The lower right", Keeps),
    ];

    const string Keeps = "Stays in view where a network wants another shape.";

    /// <summary>The named place that is nearest.</summary>
    public static string FocusOf(StoredFile file) => string.Create(CultureInfo.InvariantCulture, $"{Nearest(file.FocusX)} {Nearest(file.FocusY)}");

    public static (double X, double Y) Focus(string name) => name.Split(' ') is [var x, var y] ? (double.Parse(x, CultureInfo.InvariantCulture), double.Parse(y, CultureInfo.InvariantCulture)) : (0.5, 0.5);

    public static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000)} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
    };

    static double Nearest(double at) => Math.Round(at * 2, MidpointRounding.AwayFromZero) / 2;
}
