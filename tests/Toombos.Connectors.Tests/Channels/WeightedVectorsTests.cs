using System.Text.Json;
using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Counts that the reference implementation (twitter-text 3.1.0) gave for these texts.</summary>
public sealed class WeightedVectorsTests
{
    public static TheoryData<string, int> Vectors()
    {
        using var stream = typeof(WeightedVectorsTests).Assembly.GetManifestResourceStream("weighted-vectors")!;
        var data = new TheoryData<string, int>();
        foreach (var vector in JsonDocument.Parse(stream).RootElement.EnumerateArray())
            data.Add(vector.GetProperty("text").GetString()!, vector.GetProperty("count").GetInt32());
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void X_counts_as_the_reference_does(string text, int count) =>
        Assert.Equal(count, TextCounter.Count(text, CountingRule.XWeighted));

    [Theory]
    [InlineData("❤️‍🔥"), InlineData("👁️‍🗨️"), InlineData("🧑🏿‍🦰"), InlineData("🫱🏻‍🫲🏿")]
    public void Emoji_that_are_younger_than_the_reference_count_as_one(string emoji) =>
        Assert.Equal(2, TextCounter.Count(emoji, CountingRule.XWeighted));
}
