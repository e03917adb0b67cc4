using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Two small pictures on their way, one red and one blue.</summary>
static class TestPictures
{
    public static byte[] Red { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR4nGM4ISeHFTFQTwIAbv4ggUBHKgEAAAAASUVORK5CYII=");
    public static byte[] Blue { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR4nGOQkzuBFTFQTwIARH4ggTVb4JoAAAAASUVORK5CYII=");

    /// <param name="run">Makes them pictures that no other test has.</param>
    public static IReadOnlyList<DispatchPicture> Two(string run = "") => [Of("red" + run, "The red ferry", Red), Of("blue" + run, "The “blue” & quiet ferry", Blue)];

    public static DispatchPicture Gone { get; } = new("gone", "Gone", _ => Task.FromResult<(LoadedPicture?, ChannelAnswer?)>((null, new ChannelAnswer.Rejected(ChannelProblem.Media, "It is gone."))));

    static DispatchPicture Of(string key, string words, byte[] bytes) => new(key, words, _ => Task.FromResult<(LoadedPicture?, ChannelAnswer?)>((new(bytes, "image/png", 8, 4), null))) { Address = $"https://news.harbour.example/files/{key}?fit=threads" };
}
