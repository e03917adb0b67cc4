using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Home;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Shell;

/// <summary>The frame around every page, the palette, the messages, and the start page.</summary>
public class ShellTests : PageTest
{
    IRenderedComponent<CommandPalette> OpenPalette()
    {
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source(name: "Harbour notes")], null)).On("GET v1/pieces", new Page<Piece>([WritingSamples.Piece()], null));
        var palette = Render<CommandPalette>();
        palette.InvokeAsync(palette.Instance.OpenAsync);
        palette.WaitForElement("[role=combobox]");
        return palette;
    }

    [Fact]
    public void The_palette_finds_pages_sources_and_pieces_and_goes_there_by_keyboard()
    {
        var palette = OpenPalette();
        palette.Find("[role=combobox]").Input("harb");
        palette.WaitForAssertion(() => Assert.Equal("Harbour notes", palette.Find("[role=option] span").TextContent));
        palette.Find("[role=combobox]").KeyDown(Key.Enter);
        palette.WaitForAssertion(() => Assert.Equal($"sources/{DocumentSamples.SourceId}", Address));
    }

    [Theory]
    [InlineData(WorkspaceRole.Admin, true)]
    [InlineData(WorkspaceRole.Editor, false)]
    public void The_palette_leads_to_the_rooms_of_the_settings_that_the_role_opens(WorkspaceRole role, bool opens)
    {
        ActAs(role);
        Render<Allowed>(p => p.Add(x => x.Scope, Scopes.JobsRead));
        var palette = OpenPalette();
        palette.Find("[role=combobox]").Input("webhooks");
        palette.WaitForAssertion(() => Assert.Equal(opens ? 1 : 0, palette.FindAll("[role=option]").Count));
        if (!opens) return;
        palette.Find("[role=combobox]").KeyDown(Key.Enter);
        palette.WaitForAssertion(() => Assert.Equal("settings/webhooks", Address));
    }

    [Fact]
    public void Arrow_keys_walk_the_list_and_the_box_says_where_it_is()
    {
        var palette = OpenPalette();
        palette.Find("[role=combobox]").KeyDown(Key.Down);
        palette.WaitForAssertion(() => Assert.Equal("palette-1", palette.Find("[role=combobox]").GetAttribute("aria-activedescendant")));
        Assert.Equal("true", palette.Find("#palette-1").GetAttribute("aria-selected"));
        palette.Find("[role=combobox]").KeyDown(Key.Up);
        palette.Find("[role=combobox]").KeyDown(Key.Up);
        palette.WaitForAssertion(() => Assert.NotEqual("palette-0", palette.Find("[role=combobox]").GetAttribute("aria-activedescendant")));
    }

    [Fact]
    public void A_dialog_has_a_name_and_closes_when_the_browser_says_so()
    {
        var closed = false;
        var modal = Render<Modal>(p => p.Add(x => x.Id, "m").Add(x => x.Title, "A question").Add(x => x.OnClosed, EventCallback.Factory.Create(this, () => closed = true)).AddChildContent("<p>Yes?</p>"));
        modal.InvokeAsync(modal.Instance.Open);
        Assert.Equal("m-title", modal.Find("dialog").GetAttribute("aria-labelledby"));
        Assert.Equal("A question", modal.Find("#m-title").TextContent);
        modal.InvokeAsync(modal.Instance.ClosedAsync);
        modal.WaitForAssertion(() => Assert.True(closed));
        Assert.Empty(modal.FindAll("p"));
    }

    [Fact]
    public void Messages_are_announced_politely_and_failures_say_that_they_are()
    {
        var region = Render<NoticeRegion>();
        region.InvokeAsync(() => Notices.Fail("<b>No</b>"));
        Assert.Equal("polite", region.Find("[role=status]").GetAttribute("aria-live"));
        Assert.Contains("Failed: <b>No</b>", region.Find(".notice").TextContent, StringComparison.Ordinal);
        region.Find("button[aria-label='Dismiss message']").Click();
        Assert.Empty(region.FindAll(".notice"));
    }

    [Fact]
    public void A_success_leaves_by_itself_and_a_failure_stays()
    {
        var clock = new HandClock();
        Services.AddSingleton<TimeProvider>(clock);
        var region = Render<NoticeRegion>();
        region.InvokeAsync(() => Notices.Say("Saved."));
        region.InvokeAsync(() => Notices.Fail("Not saved."));
        region.WaitForAssertion(() => Assert.Equal(2, region.FindAll(".notice").Count));
        clock.Ring();
        region.WaitForAssertion(() => Assert.Contains("Not saved.", Assert.Single(region.FindAll(".notice")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_frame_has_a_skip_link_named_navigation_and_a_way_out()
    {
        AddAuthorization().SetAuthorized("Tidewater");
        var frame = Render<MainLayout>(p => p.Add(x => x.Body, b => b.AddMarkupContent(0, "<h1>Hi</h1>")));
        Assert.EndsWith("#content", frame.Find("a.skip").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("content", frame.Find("main").Id);
        Assert.Equal(["Home", "Sources", "Create", "Pieces", "Media", "Stale", "Calendar", "Publications", "Audience", "Channels", "Jobs", "Settings"], frame.FindAll("nav[aria-label=Main] a span").Select(s => s.TextContent));
        Assert.Equal("post", frame.Find("form[action='/sign-out']").GetAttribute("method"));
        frame.WaitForAssertion(() => Assert.Contains("Tidewater Kayaks", frame.Find(".workspace-name").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_place_that_shows_nothing_to_someone_is_not_offered_to_them()
    {
        ActAs(WorkspaceRole.Reviewer);
        AddAuthorization().SetAuthorized("Tidewater");
        var frame = Render<MainLayout>(p => p.Add(x => x.Body, b => b.AddMarkupContent(0, "<h1>Hi</h1>")));
        Assert.DoesNotContain("Audience", frame.FindAll("nav[aria-label=Main] a span").Select(s => s.TextContent));
        frame.Find(".palette-open").Click();
        frame.WaitForAssertion(() => Assert.NotEmpty(frame.FindAll("[role=option]")));
        Assert.DoesNotContain(frame.FindAll("[role=option]"), o => o.TextContent.Contains("Audience", StringComparison.Ordinal));
    }

    [Fact]
    public void Home_begins_with_what_needs_a_person()
    {
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source(SourceKind.Url, error: "It answered 503.")], null));
        Api.On("GET v1/pieces", new Page<Piece>([WritingSamples.Piece(WritingSamples.Summary(claims: 1), WritingSamples.Summary("email") with { Id = Guid.NewGuid() })], null));
        var home = Render<HomePage>();
        home.WaitForElement(".todo");
        var todo = home.FindAll(".todo").Select(t => t.TextContent).ToList();
        Assert.Contains("Sync failed", todo[0], StringComparison.Ordinal);
        Assert.Contains("1 claim", todo[1], StringComparison.Ordinal);
        Assert.Contains("1 draft passes all checks and waits", todo[2], StringComparison.Ordinal);
        Assert.Contains("1 piece: 0 of 2 drafts approved.", home.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Home_of_an_empty_workspace_leads_to_the_first_source()
    {
        Api.On("GET v1/sources", new Page<Source>([], null)).On("GET v1/pieces", new Page<Piece>([], null));
        Assert.Equal("/sources?add=true", Render<HomePage>().WaitForElement(".empty a").GetAttribute("href"));
    }

    /// <summary>A clock whose timers ring when the test says so.</summary>
    sealed class HandClock : TimeProvider
    {
        readonly List<Action> _waiting = [];

        public void Ring() => _waiting.ForEach(ring => ring());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _waiting.Add(() => callback(state));
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
