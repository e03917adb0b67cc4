using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Dashboard.Planning;
using static Toombos.Dashboard.Tests.Publishing.LedgerSamples;

namespace Toombos.Dashboard.Tests.Planning;

/// <summary>The calendar: days of the workspace's zone, what is worth knowing, and other times.</summary>
public class CalendarPageTests : PageTest
{
    static readonly Guid Entry = Guid.Parse("bbbbbbbb-1111-7111-8111-111111111111");

    static CalendarEntry Planned(DateTime local, PublicationState state = PublicationState.Planned, Guid? id = null, params string[] notes) => new()
    {
        Id = id ?? Guid.NewGuid(), PieceId = Guid.NewGuid(), DraftId = Guid.NewGuid(), Title = "Tide tables", ChannelId = Guid.NewGuid(), ChannelName = "Harbour letter", ChannelKind = "email", State = state,
        DueAt = new(local, TimeSpan.Zero), Local = local, Notes = notes,
    };

    static DraftSummary Waiting() => new()
    {
        Id = Guid.NewGuid(), PieceId = Guid.NewGuid(), Channel = "bluesky", Title = "Waits for a day", State = DraftState.Approved, VersionNumber = 1, Score = 90, UnsupportedClaims = 0, Errors = 0, Warnings = 0, UpdatedAt = DateTimeOffset.UnixEpoch, Ai = AiShare.Human,
    };

    /// <param name="address">Of days in December 2099: whoever looks at them later than that has other cares.</param>
    IRenderedComponent<CalendarPage> Open(string address, IReadOnlyList<CalendarEntry> entries, params DraftSummary[] waiting)
    {
        Api.On("GET v1/calendar", new Client.Publishing.Calendar { Zone = "Europe/Stockholm", From = new(2099, 11, 30), To = new(2100, 1, 3), Entries = entries, Waiting = waiting }).On<IReadOnlyList<Channel>>("GET v1/channels", [Mail, Site]);
        GoTo(address);
        var page = Render<CalendarPage>();
        page.WaitForElement(".cal-bar");
        return page;
    }

    [Fact]
    public void A_month_is_asked_for_in_whole_weeks_and_each_thing_stands_on_its_day()
    {
        var page = Open("/calendar?on=2099-12-09", [Planned(new(2099, 12, 24, 10, 30, 0))]);
        Assert.Contains("from=2099-11-30&to=2100-01-03", Api.Calls.Last(c => c.Call.StartsWith("GET v1/calendar", StringComparison.Ordinal)).Call, StringComparison.Ordinal);
        Assert.Equal("December 2099", page.Find(".cal-bar h2").TextContent);
        var cell = page.Find(".cal-entry").ParentElement!;
        Assert.Contains("Thursday 24 December", cell.QuerySelector(".cal-day")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("10:30", cell.TextContent, StringComparison.Ordinal);
        Assert.Contains("Europe/Stockholm", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["/calendar?on=2099-11-01", "/calendar?on=2100-01-01"], page.FindAll(".cal-bar .icon-button").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void What_waits_is_moved_with_a_dialog_that_names_the_zone()
    {
        Api.On($"POST v1/publications/{Entry}/move", Publication());
        var page = Open("/calendar?view=agenda&on=2099-12-01", [Planned(new(2099, 12, 24, 10, 30, 0), id: Entry)]);
        page.Find(".cal-move").Click();
        page.WaitForElement("#move-at").Change("2099-12-25T08:15:00");
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"POST v1/publications/{Entry}/move"));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == $"POST v1/publications/{Entry}/move").Body, ToombosJson.Default.MovePublicationRequest)!;
        Assert.Equal((new DateTime(2099, 12, 25, 8, 15, 0), Tidewater.Brand.TimeZone), (sent.At.Local, sent.At.Zone));
    }

    [Fact]
    public void A_refused_time_is_said_in_the_dialog()
    {
        Api.Refuse($"POST v1/publications/{Entry}/move", HttpStatusCode.UnprocessableEntity, "time.past", "That time is past.");
        var page = Open("/calendar?view=week&on=2099-12-24", [Planned(new(2099, 12, 24, 10, 30, 0), id: Entry)]);
        page.Find(".cal-move").Click();
        page.WaitForElement(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Contains("That time is past.", page.Find(".modal").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_gone_out_can_not_be_moved_and_what_is_worth_knowing_is_said()
    {
        var page = Open("/calendar?view=agenda&on=2099-12-01", [Planned(new(2099, 12, 24, 10, 30, 0), PublicationState.Published), Planned(new(2099, 12, 27, 2, 30, 0), notes: "Soon after “Another”.")]);
        Assert.Single(page.FindAll(".cal-move"));
        Assert.Equal(["false", "true"], page.FindAll(".cal-entry").Select(e => e.GetAttribute("draggable")));
        Assert.Contains("Soon after “Another”.", page.FindAll(".cal-list li")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dragged_to_another_day_it_is_asked_for_and_nothing_happens_before()
    {
        var page = Open("/calendar?on=2099-12-09", [Planned(new(2099, 12, 24, 10, 30, 0), id: Entry)]);
        page.Find(".cal-entry").DragStart();
        page.FindAll(".cal-month td")[^1].Drop();
        Assert.Equal("2100-01-03T10:30:00", page.WaitForElement("#move-at").GetAttribute("value"));
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void Approved_drafts_wait_beside_the_days()
    {
        var page = Open("/calendar?on=2099-12-09", [], Waiting());
        Assert.Contains("Waits for a day", page.Find(".cal-waiting").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find(".cal-waiting li").GetAttribute("draggable"));
    }

    [Theory]
    [InlineData("month", "2026-12-09", "2026-11-30", "2027-01-03")]
    [InlineData("week", "2026-12-09", "2026-12-07", "2026-12-13")]
    [InlineData("agenda", "2026-12-09", "2026-12-09", "2027-01-07")]
    [InlineData("nonsense", "no day", "2026-03-30", "2026-05-03")]
    public void The_address_says_which_days_are_shown(string view, string on, string from, string to)
    {
        var range = CalendarAddress.Of(view, on, null, new(2026, 4, 15)).Range;
        Assert.Equal((from, to), (range.From.ToString("O", null), range.To.ToString("O", null)));
    }
}
