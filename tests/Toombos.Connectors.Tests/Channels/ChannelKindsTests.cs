using Toombos.Connectors.Channels;

namespace Toombos.Connectors.Tests.Channels;

public sealed class ChannelKindsTests
{
    [Theory]
    [InlineData("email"), InlineData("web"), InlineData("x"), InlineData("linkedin"), InlineData("facebook"), InlineData("instagram")]
    [InlineData("threads"), InlineData("bluesky"), InlineData("mastodon"), InlineData("telegram"), InlineData("discord"), InlineData("slack")]
    public void A_kind_that_is_written_for_has_its_truth_table(string kind)
    {
        var found = Assert.Single(ChannelKinds.All, k => k.Kind == kind);
        Assert.Same(found, ChannelKinds.Find(kind));
        Assert.True(found.Writable);
        Assert.NotEmpty(found.LimitsOf("words-min"));
        Assert.NotEmpty(found.LimitsOf("words-max"));
        if (found.Family == ChannelFamily.Social) Assert.NotEmpty(found.LimitsOf("post"));
    }

    [Theory]
    [InlineData("youtube"), InlineData("pinterest"), InlineData("tiktok"), InlineData("google-business"), InlineData("reddit"), InlineData("devto")]
    public void A_kind_of_known_limits_is_not_offered_for_writing(string kind) => Assert.False(ChannelKinds.Find(kind)!.Writable);

    [Fact]
    public void Only_networks_that_have_threads_get_threads() =>
        Assert.Equal(["bluesky", "mastodon", "threads", "x"], ChannelKinds.All.Where(k => k.Threads).Select(k => k.Kind).Order(StringComparer.Ordinal));

    [Fact]
    public void An_unknown_kind_is_not_found() => Assert.Null(ChannelKinds.Find("myspace"));

    [Fact]
    public void Every_figure_has_its_provenance()
    {
        foreach (var (kind, limit) in ChannelKinds.All.SelectMany(k => k.Limits, (k, l) => (k.Kind, l)))
        {
            Assert.True(limit.Max > 0, $"{kind} {limit.Of}");
            Assert.False(string.IsNullOrWhiteSpace(limit.Source), $"{kind} {limit.Of}");
            Assert.True(limit.CheckedOn >= new DateOnly(2026, 8, 1), $"{kind} {limit.Of}");
            Assert.Matches("^[a-z]+(-[a-z]+)*$", limit.Of);
        }
    }

    [Fact]
    public void No_limit_contradicts_another()
    {
        foreach (var kind in ChannelKinds.All)
        {
            Assert.Equal(kind.Limits.Count, kind.Limits.DistinctBy(l => (l.Of, l.Unit)).Count());
            foreach (var least in kind.Limits.Where(l => l.Of.EndsWith("-min", StringComparison.Ordinal) && l.Of != "words-min"))
                Assert.All(kind.LimitsOf(least.Of[..^4]), most => Assert.True(least.Max <= most.Max));
        }
    }

    [Fact]
    public void Bluesky_limits_graphemes_and_bytes_alike()
    {
        var bluesky = ChannelKinds.Find("bluesky")!;
        Assert.True(bluesky.Fits("post", new string('a', 300)));
        Assert.False(bluesky.Fits("post", new string('a', 301)));

        const string family = "👨‍👩‍👧‍👦";
        Assert.True(bluesky.Fits("post", string.Concat(Enumerable.Repeat(family, 120))));
        Assert.False(bluesky.Fits("post", string.Concat(Enumerable.Repeat(family, 121))));
    }

    [Fact]
    public void Hearsay_is_the_exception_and_says_so()
    {
        var limits = ChannelKinds.All.SelectMany(kind => kind.Limits).ToList();
        Assert.Contains(limits, limit => limit.Unverified);
        Assert.True(limits.Count(limit => limit.Unverified) * 5 < limits.Count);
        Assert.False(ChannelKinds.Find("x")!.LimitsOf("post").Single().Unverified);
    }
}
