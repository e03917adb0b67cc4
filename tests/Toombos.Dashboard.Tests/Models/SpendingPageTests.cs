using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Dashboard.Models;
using static Toombos.Dashboard.Tests.Models.ModelSamples;

namespace Toombos.Dashboard.Tests.Models;

/// <summary>Spending against caps, by day, and told apart in four ways.</summary>
public class SpendingPageTests : PageTest
{
    sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    }

    static readonly Guid Piece = Guid.Parse("cccccccc-9999-7999-8999-999999999999");

    public SpendingPageTests()
    {
        Services.AddSingleton<TimeProvider>(new StandingClock());
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[Harbour]).On("GET v1/models/policy", new ModelPolicy { PerDay = 5, Draft = [Route(Harbour, "harbour-1")] })
            .On("PUT v1/models/policy", body => JsonSerializer.Deserialize(body, ToombosJson.Default.ModelPolicy)!).On("GET v1/models/spending", new ModelSpending(4.5m, 12.25m))
            .On("GET v1/models/spending/days", (IReadOnlyList<ModelSpendingDay>)[new(new(2026, 11, 20), ModelPurpose.Draft, 0.3m, 4), new(new(2026, 11, 26), ModelPurpose.Draft, 4, 9), new(new(2026, 11, 26), ModelPurpose.Judge, 0.5m, 3)])
            .OnQuery<IReadOnlyList<ModelSpendingShare>>("GET v1/models/spending/by", query => query switch
            {
                "?group=Model" => [new("harbour-1", HarbourId, 9, 12, 120_000, 9_000), new("gone-1", Guid.NewGuid(), 3, 4, 10, 10)],
                "?group=Purpose" => [new("subjectLines", null, 12, 16, 1, 1)],
                "?group=Person" => [new("Ada", null, 12, 16, 1, 1)],
                _ => [new("Spring news", Piece, 9, 12, 120_000, 9_000), new(null, null, 3, 4, 10, 10)],
            });
    }

    [Fact]
    public void Bars_say_what_is_spent_of_the_caps()
    {
        var page = Render<SpendingPage>();
        var bars = page.WaitForElements(".gauge").Select(g => g.TextContent).ToList();
        foreach (var said in (string[])["Today", "$4.50", "of $5.00", "Nearly used up"]) Assert.Contains(said, bars[0], StringComparison.Ordinal);
        foreach (var said in (string[])["This month", "$12.25", "no cap"]) Assert.Contains(said, bars[1], StringComparison.Ordinal);
        Assert.Equal("90", page.Find(".gauge .bar-fill").GetAttribute("width"));
    }

    [Fact]
    public void Days_are_a_picture_and_a_table()
    {
        var page = Render<SpendingPage>();
        Assert.Equal("$4.80 in 30 days, at most $4.50 on a day", page.WaitForElement(".day-chart svg").GetAttribute("aria-label"));
        Assert.Equal((30, 2, 1), (page.FindAll(".chart-day").Count, page.FindAll(".day-chart g .purpose-draft").Count, page.FindAll(".day-chart g .purpose-judge").Count));
        Assert.Equal(["Drafts", "Second opinion"], page.FindAll(".legend").Select(l => l.TextContent.Trim()));
        Assert.Contains("26 November: $4.50, 12 calls", page.FindAll(".day-chart title").Select(t => t.TextContent));
        Assert.Equal(["26 November 2026", "20 November 2026"], page.FindAll("details tbody th").Select(t => t.TextContent));
    }

    [Fact]
    public void Caps_are_set_and_lifted_and_routes_stay()
    {
        var page = Render<SpendingPage>();
        Assert.Equal("5", page.WaitForElement("#cap-day").GetAttribute("value"));
        page.Find("#cap-day").Change("");
        page.Find("#cap-month").Change("20.5");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("PUT")));
        var saved = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "PUT v1/models/policy").Body, ToombosJson.Default.ModelPolicy)!;
        Assert.Equal((null, null, 20.5m, 1), (saved.PerDraft, saved.PerDay, saved.PerMonth, saved.Draft.Count));
        page.WaitForAssertion(() => Assert.Contains("of $20.50", page.FindAll(".gauge")[1].TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "Spring news|No piece, or one that was removed")]
    [InlineData("?by=model", "harbour-1 · Harbour AI|gone-1 · a provider that was removed")]
    [InlineData("?by=purpose", "Subject lines")]
    [InlineData("?by=person", "Ada")]
    [InlineData("?by=7", "Spring news|No piece, or one that was removed")]
    public void Spending_is_told_apart_in_four_ways(string by, string names)
    {
        GoTo($"settings/models/spending{by}");
        var page = Render<SpendingPage>();
        page.WaitForAssertion(() => Assert.Equal(names.Split('|'), page.FindAll("[aria-labelledby=shares-title] tbody th").Select(t => t.TextContent)));
        if (names.StartsWith("Spring", StringComparison.Ordinal)) Assert.Equal(($"/pieces/{Piece}", "75 %"), (page.Find("tbody th a").GetAttribute("href"), page.FindAll("[aria-labelledby=shares-title] tbody .nowrap")[0].TextContent));
    }

    [Fact]
    public void Editors_see_and_set_nothing_and_days_without_calls_are_said()
    {
        ActAs(WorkspaceRole.Editor);
        Api.On("GET v1/models/spending/days", (IReadOnlyList<ModelSpendingDay>)[]).OnQuery<IReadOnlyList<ModelSpendingShare>>("GET v1/models/spending/by", _ => []);
        var page = Render<SpendingPage>();
        Assert.True(page.WaitForElement("#cap-day").HasAttribute("readonly"));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form button")));
        Assert.Contains("No model was asked in these days.", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("No model was asked this month.", page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0.0001)]
    [InlineData(0.0036, 0.005)]
    [InlineData(0.1, 0.1)]
    [InlineData(1.3, 2)]
    [InlineData(4.8, 5)]
    [InlineData(51, 100)]
    public void The_scale_ends_at_a_round_sum(decimal most, decimal top)
    {
        var bars = new DayBars([new(new(2026, 11, 26), ModelPurpose.Draft, most, 1)], new(2026, 11, 26), 30);
        Assert.Equal((top, 30, new DateOnly(2026, 10, 28)), (bars.Top, bars.Days.Count, bars.Days[0].Day));
    }
}
