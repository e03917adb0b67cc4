using System.Net;
using Bunit;
using Toombos.Client.Access;
using Toombos.Client.Publishing;
using Toombos.Dashboard.Publishing;
using static Toombos.Dashboard.Tests.Publishing.LedgerSamples;

namespace Toombos.Dashboard.Tests.Publishing;

/// <summary>How a publication fares: its figures, their course, and reading them now.</summary>
public class MetricsCardTests : PageTest
{
    static MetricPoint Point(string time, long views, long likes) => new(At(time), [new(Metric.Views, views), new(Metric.Likes, likes)]);

    static PublicationMetrics Metrics(params MetricPoint[] points) => new() { Offered = true, Points = points, NextAt = At("16:00:00") };

    IRenderedComponent<MetricsCard> Open(PublicationMetrics metrics)
    {
        var it = Publication() with { FinishedAt = At("10:00:00") };
        Api.On($"GET v1/publications/{it.Id}/metrics", metrics);
        return Render<MetricsCard>(p => p.Add(x => x.Of, it));
    }

    [Fact]
    public void Each_figure_stands_with_what_it_gained_and_its_course()
    {
        var card = Open(Metrics(Point("11:00:00", 1000, 3), Point("13:00:00", 1800, 5), Point("15:00:00", 2000, 5)));
        Assert.Equal(["Views", "Likes"], card.FindAll("dt").Select(d => d.TextContent));
        Assert.Equal(["2,000 +200", "5"], card.FindAll("dd").Select(d => d.TextContent.Trim()));
        Assert.Equal("0,14 60,3.6 120,1", card.Find("polyline").GetAttribute("points"));
        Assert.Equal(3, card.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Before_the_first_reading_it_is_said_when_that_is()
    {
        var card = Open(Metrics());
        Assert.Contains("The first figures are read", card.Find(".muted").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("dl"));
    }

    [Fact]
    public void Where_the_channel_tells_nothing_there_is_no_card() => Assert.Equal("", Open(new() { Offered = false, Points = [] }).Markup.Trim());

    [Fact]
    public void They_are_read_now_when_asked_and_a_refusal_is_said()
    {
        var card = Open(Metrics());
        Api.On($"POST v1/publications/{PublicationId}/metrics", Metrics(Point("11:00:00", 12, 3)));
        card.Find("button").Click();
        card.WaitForAssertion(() => Assert.Equal("12", card.Find("dd").TextContent.Trim()));
        Api.Refuse($"POST v1/publications/{PublicationId}/metrics", HttpStatusCode.Conflict, "outbound.closed", "Nothing leaves today.");
        card.Find("button").Click();
        card.WaitForAssertion(() => Assert.Contains("Nothing leaves today.", card.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("12", card.Find("dd").TextContent.Trim());
    }

    [Fact]
    public void What_went_wrong_with_the_last_reading_stands_above_the_figures()
    {
        var card = Open(Metrics(Point("11:00:00", 12, 3)) with { Error = "The token has not the rights that are needed." });
        Assert.Contains("has not the rights", card.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }
}
