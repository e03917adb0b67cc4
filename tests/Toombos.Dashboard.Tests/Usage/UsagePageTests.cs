using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Usage;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Usage;

namespace Toombos.Dashboard.Tests.Usage;

/// <summary>Plan and usage: what is used of what, what happens at the limit, and how an owner gets more.</summary>
public class UsagePageTests : PageTest
{
    static readonly Plan Free = new()
    {
        Name = "free", Title = "Free", Summary = "To try it.", RequestsPerMinute = 100, WorkspaceRequestsPerMinute = 1200, PiecesPerMonth = 30, ModelSpendPerMonth = 1, Members = 3, Subscribers = 500,
    };

    static readonly Plan Standard = Free with { Name = "standard", Title = "Standard", Summary = "For a team.", RequestsPerMinute = 500, PiecesPerMonth = 300, ModelSpendPerMonth = 25, Members = 15 };

    static readonly WorkspaceUsage Some = new()
    {
        Plan = Free, Period = "2026-03", ResetsAt = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), CanChoosePlan = true,
        Used = new() { Pieces = 12, ModelSpend = 0.4m, Members = 2, Subscribers = 0, Requests = 1204 },
    };

    readonly string _put = $"PUT v1/workspaces/{Tidewater.Id}/plan";

    IRenderedComponent<UsagePage> Open(WorkspaceUsage usage)
    {
        Api.On<IReadOnlyList<Plan>>("GET v1/plans", [Free, Standard]).On("GET v1/usage", usage);
        var page = Render<UsagePage>();
        page.WaitForElement(".gauges");
        return page;
    }

    static double WidthOf(IRenderedComponent<UsagePage> page, int gauge) =>
        double.Parse(page.FindAll(".gauge")[gauge].QuerySelector(".bar-fill")!.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void What_is_used_of_what_is_shown_as_bars_and_said_in_words()
    {
        var page = Open(Some);
        Assert.Equal([40, 66.7, 40, 0], [WidthOf(page, 0), WidthOf(page, 1), WidthOf(page, 2), WidthOf(page, 3)]);
        Assert.Equal("12 of 30", page.FindAll(".gauge-figures")[0].TextContent.Trim());
        Assert.Equal("$0.40 of $1", page.FindAll(".gauge-figures")[2].TextContent.Trim());
        Assert.Contains("begins anew on 1 April (UTC)", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1,204 requests", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".banner"));
    }

    [Theory]
    [InlineData(23, "done", null)]
    [InlineData(24, "pending", "Nearly used up")]
    [InlineData(30, "failed", "Used up")]
    public void The_end_of_a_limit_is_told_by_a_word_as_well_as_by_a_colour(int pieces, string tone, string? word)
    {
        var page = Open(Some with { Used = Some.Used with { Pieces = pieces } });
        var gauge = page.FindAll(".gauge")[0];
        Assert.Contains(tone, gauge.QuerySelector(".bar")!.ClassList);
        Assert.Equal(word, gauge.QuerySelector(".chip")?.TextContent.Trim());
        Assert.Equal(tone == "failed" ? 1 : 0, page.FindAll(".banner.failed").Count);
        if (tone == "failed") Assert.Contains("No new piece can be written until 1 April (UTC)", page.Find(".banner.failed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_month_without_a_piece_leads_to_writing_one() =>
        Assert.Equal("/create", Open(Some with { Used = Some.Used with { Pieces = 0 } }).Find(".banner.calm a").GetAttribute("href"));

    [Fact]
    public void What_has_no_limit_has_no_bar()
    {
        var page = Open(Some with { Plan = Free with { Members = null } });
        Assert.Null(page.FindAll(".gauge")[1].QuerySelector(".bar"));
        Assert.Contains("2 of no limit", page.FindAll(".gauge-figures")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_owner_sees_what_will_change_and_changes_the_plan()
    {
        var page = Open(Some);
        Api.On(_put, Some with { Plan = Standard });
        page.FindAll(".plan button").Single().Click();
        var dialog = page.WaitForElement("#change-plan-title").ParentElement!.ParentElement!;
        Assert.Contains("30 pieces a month", dialog.QuerySelector("del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("300 pieces a month", dialog.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        page.Find(".modal .primary").Click();
        page.WaitForAssertion(() => Assert.Equal("The workspace is on the Standard plan now.", Assert.Single(Notices.All).Text));
        Assert.Equal("standard", JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call.StartsWith("PUT", StringComparison.Ordinal)).Body, ToombosJson.Default.ChangePlanRequest)!.Plan);
        Assert.Contains("Standard", page.Find(".plan-current h3").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_against_a_plan_is_said_in_the_dialog()
    {
        var page = Open(Some);
        Api.Refuse(_put, HttpStatusCode.Conflict, "plan.too-small", "Remove 2 first.");
        page.Find(".plan button").Click();
        page.WaitForElement(".modal .primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Remove 2 first.", page.Find(".modal .banner.failed").TextContent, StringComparison.Ordinal));
        Assert.Empty(Notices.All);
    }

    [Fact]
    public void Others_see_the_plans_and_who_chooses()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(Some with { CanChoosePlan = false });
        Assert.Equal(2, page.FindAll(".plan").Count);
        Assert.Empty(page.FindAll(".plan button"));
        Assert.Contains("Owners of the workspace choose the plan.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_said_and_can_be_tried_again()
    {
        Api.Refuse("GET v1/plans", HttpStatusCode.ServiceUnavailable, "http.503", "The server rests.");
        var page = Render<UsagePage>();
        page.WaitForElement(".trouble");
        Api.On<IReadOnlyList<Plan>>("GET v1/plans", [Free, Standard]).On("GET v1/usage", Some);
        page.Find(".trouble button").Click();
        page.WaitForElement(".gauges");
    }

    [Theory]
    [InlineData("rate.limited", 429, 3, "Too many requests for a moment", "Nothing is lost. Try again in 3 seconds.")]
    [InlineData("rate.limited", 429, null, "Too many requests for a moment", "Nothing is lost. Try again in a moment.")]
    [InlineData("rate.limited", 429, 120, "Too many requests for a moment", "Nothing is lost. Try again in 2 minutes.")]
    [InlineData("sign-in.too-often", 429, 9, "Not so fast", "Said by the API.")]
    [InlineData("quota.pieces", 402, null, "Your plan's limit is reached", "Said by the API.")]
    public void A_limit_says_when_to_try_again(string code, int status, int? seconds, string title, string text)
    {
        var trouble = Trouble.From(new ToombosApiException((HttpStatusCode)status, code, "Said by the API.", new Dictionary<string, string[]>(), null, seconds is { } s ? TimeSpan.FromSeconds(s) : null));
        Assert.Equal((title, text), (trouble.Title, trouble.Text));
    }
}
