using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Audiences;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Publishing.LedgerSamples;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Publishing;

/// <summary>Publishing from the page of a draft: choosing, reading what will happen, doing it.</summary>
public class PublishDialogTests : PageTest
{
    static Draft Approved(string channel = "email") => Draft(channel) with { Approval = new("Ada Berg", At("09:00:00"), Hash, false) };

    IRenderedComponent<PiecePage> Open(Draft draft, params Channel[] channels)
    {
        Api.On($"GET v1/pieces/{PieceId}", Piece(draft.Summary)).On($"GET v1/drafts/{DraftId}", draft).On($"GET v1/drafts/{DraftId}/preview", Toombos.Dashboard.Tests.Writing.WritingSamples.Preview(draft));
        Api.On<IReadOnlyList<Channel>>("GET v1/channels", channels).On("GET v1/audiences", new Page<Audience>([Paddlers, Paddlers with { Id = Guid.NewGuid(), Name = "Dealers" }], null));
        Api.On("POST v1/publications/preview", LedgerSamples.Preview());
        GoTo($"/pieces/{PieceId}/drafts/{DraftId}");
        var page = Render<PiecePage>(p => p.Add(x => x.Id, PieceId).Add(x => x.DraftId, DraftId));
        page.WaitForElement(".draft-head");
        return page;
    }

    IRenderedComponent<PiecePage> OpenDialog(Draft draft, params Channel[] channels)
    {
        var page = Open(draft, channels);
        page.FindAll(".draft-head button").Single(b => b.TextContent.Contains("Publish", StringComparison.Ordinal)).Click();
        return page;
    }

    static string Last(FakeApi api, string call) => api.Calls.Last(c => c.Call == call).Body;

    [Fact]
    public void A_draft_that_is_not_approved_offers_no_publishing() =>
        Assert.DoesNotContain(Open(Draft("email"), Mail).FindAll(".draft-head button"), b => b.TextContent.Contains("Publish", StringComparison.Ordinal));

    [Fact]
    public void Whoever_may_not_publish_sees_no_button()
    {
        ActAs(WorkspaceRole.Reviewer);
        Assert.DoesNotContain(Open(Approved(), Mail).FindAll(".draft-head button"), b => b.TextContent.Contains("Publish", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_channels_that_take_the_draft_are_offered_and_those_switched_off_cannot_be_chosen()
    {
        var page = OpenDialog(Approved(), Mail, Site, Mail with { Id = Guid.NewGuid(), Name = "Old server", State = ChannelState.Off });
        page.WaitForElement("input[name=publish-channel]");
        Assert.Equal([false, true], page.FindAll("input[name=publish-channel]").Select(i => i.HasAttribute("disabled")));
        Assert.DoesNotContain("tidewater.example", page.Find(".choices").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_channel_takes_it_the_way_to_one_is_shown() => Assert.Equal("/channels", OpenDialog(Approved(), Site).WaitForElement(".modal .empty a").GetAttribute("href"));

    [Fact]
    public void The_question_names_channel_and_audience_and_the_button_says_exactly_what_happens()
    {
        var page = OpenDialog(Approved(), Mail);
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        page.Find(".modal form").Submit();
        page.WaitForElement(".modal .covers");
        Assert.Contains("Harbour newsletter", page.Find(".modal .covers").TextContent, StringComparison.Ordinal);
        Assert.Contains("Paddlers, 1,204 people", page.Find(".modal .covers").TextContent, StringComparison.Ordinal);
        Assert.Equal("Send to 1,204 people now", page.Find(".modal-foot .primary").TextContent.Trim());
        Assert.Equal(0, Api.Count("POST v1/publications?") + Api.Calls.Count(c => c.Call == "POST v1/publications"));

        Api.On("POST v1/publications", Publication(PublicationState.Publishing, new(1204, 0, 0, 0, 0, 0, 0)));
        page.Find(".modal form").Submit();
        Assert.Equal($"/publications/{PublicationId}", page.WaitForElement(".modal-foot a.primary").GetAttribute("href"));
        var asked = Last(Api, "POST v1/publications");
        Assert.Contains(Hash, asked, StringComparison.Ordinal);
        Assert.Contains(AudienceId.ToString(), asked, StringComparison.Ordinal);
        Assert.Contains("\"dryRun\":false", asked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_time_is_sent_with_its_zone_and_shown_in_utc_with_what_the_clocks_do()
    {
        var page = OpenDialog(Approved(), Mail);
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        Api.On("POST v1/publications/preview", LedgerSamples.Preview() with { DueAt = At("23:30:00"), TimeNote = "Clocks are put back that night." });
        page.FindAll("input[name=publish-when]")[1].Change(true);
        Assert.True(page.Find(".modal-foot .primary").HasAttribute("disabled"));
        page.Find("#publish-at").Change("2026-11-03T00:30");
        page.WaitForAssertion(() => Assert.Contains("3 Nov 2026, 00:30 UTC+01:00, 2 Nov 2026, 23:30 UTC", page.Find(".publish-modal").TextContent, StringComparison.Ordinal));
        Assert.Contains("Clocks are put back", page.Find(".modal .banner.pending").TextContent, StringComparison.Ordinal);
        Assert.Contains("\"local\":\"2026-11-03T00:30:00\",\"zone\":\"Europe/Stockholm\"", Last(Api, "POST v1/publications/preview"), StringComparison.Ordinal);
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Send to 1,204 people on 3 Nov 2026, 00:30 UTC+01:00", page.Find(".modal-foot .primary").TextContent.Trim()));
    }

    [Fact]
    public void Obstacles_are_listed_with_their_way_out_and_nothing_can_be_sent()
    {
        var page = OpenDialog(Approved(), Mail);
        Api.On("POST v1/publications/preview", LedgerSamples.Preview(0, new PublishObstacle("channel.refused", "The channel lets nobody in."), new PublishObstacle("audience.empty", "Nobody is on the list.")));
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".obstacles li").Count));
        Assert.Equal("/channels", page.Find(".obstacles a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".modal-foot .primary"));
    }

    [Fact]
    public void Who_means_it_to_go_twice_gives_the_second_time_a_name()
    {
        var page = OpenDialog(Approved(), Mail);
        Api.On("POST v1/publications/preview", body => body.Contains("\"slot\":\"again\"", StringComparison.Ordinal) ? LedgerSamples.Preview() : LedgerSamples.Preview(1204, new PublishObstacle("publication.exists", "It went there already.")));
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        page.Find(".modal form").Submit();
        page.WaitForElement("#publish-slot").Input("again");
        page.FindAll(".modal-foot button").Single(b => b.TextContent.Contains("Look again", StringComparison.Ordinal)).Click();
        page.WaitForElement(".modal-foot .primary");
    }

    static Channel Social { get; } = Channel("Harbour social", "mastodon", "mastodon");

    /// <summary>A post of the draft's first version is up; what the preview says follows from what is asked.</summary>
    IRenderedComponent<PiecePage> OpenWhereAPostIsUp(int version = 1)
    {
        var page = Open(Approved("mastodon"), Social, Channel("Quay social", "mastodon", "mastodon"));
        var up = Publication(kind: "mastodon") with { ChannelId = Social.Id, VersionNumber = version, Address = "https://harbour.social/@harbour/101", FinishedAt = At("10:00:01") };
        Api.On("POST v1/publications/preview", body => LedgerSamples.Preview(1) with { ChannelName = "Harbour social", ChannelKind = "mastodon", AudienceName = null, Up = body.Contains(Social.Id.ToString(), StringComparison.Ordinal) ? up : null });
        page.FindAll(".draft-head button").Single(b => b.TextContent.Contains("Publish", StringComparison.Ordinal)).Click();
        page.WaitForElement("input[name=publish-channel]");
        return page;
    }

    static readonly string UpdateOf = $"\"updateOf\":\"{PublicationId}\"";

    [Fact]
    public void Where_a_post_is_up_it_is_changed_unless_somebody_wants_a_second_one()
    {
        var page = OpenWhereAPostIsUp();
        page.FindAll("input[name=publish-channel]")[0].Change(true);
        Assert.True(page.WaitForElement("input[name=publish-again]").HasAttribute("checked"));
        Assert.Equal("https://harbour.social/@harbour/101", page.Find(".publish-modal a[target=_blank]").GetAttribute("href"));
        page.WaitForAssertion(() => Assert.Contains(UpdateOf, Last(Api, "POST v1/publications/preview"), StringComparison.Ordinal));
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Change the post on Harbour social now", page.Find(".modal-foot .primary").TextContent.Trim()));
        Assert.Contains("Version 1 of", page.Find(".modal .covers").TextContent, StringComparison.Ordinal);
        Api.On("POST v1/publications", Publication(PublicationState.Publishing, new(1, 0, 0, 0, 0, 0, 0), "mastodon"));
        page.Find(".modal form").Submit();
        page.WaitForElement(".modal-foot a.primary");
        Assert.Contains(UpdateOf, Last(Api, "POST v1/publications"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_post_and_one_on_another_channel_change_nothing()
    {
        var page = OpenWhereAPostIsUp();
        page.FindAll("input[name=publish-channel]")[0].Change(true);
        page.WaitForElement("input[name=publish-again]");
        page.FindAll("input[name=publish-again]")[1].Change(true);
        page.WaitForAssertion(() => Assert.DoesNotContain(UpdateOf, Last(Api, "POST v1/publications/preview"), StringComparison.Ordinal));
        page.FindAll("input[name=publish-channel]")[1].Change(true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("input[name=publish-again]")));
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.StartsWith("Publish on", page.Find(".modal-foot .primary").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_post_that_says_this_text_already_is_not_offered_for_a_change()
    {
        var page = OpenWhereAPostIsUp(version: 2);
        page.FindAll("input[name=publish-channel]")[0].Change(true);
        page.Find(".modal form").Submit();
        page.WaitForElement(".modal .covers");
        Assert.DoesNotContain(UpdateOf, Last(Api, "POST v1/publications/preview"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_says_so_on_the_button_and_to_the_api()
    {
        var page = OpenDialog(Approved(), Mail);
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        page.Find(".modal .check input").Change(true);
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Rehearse for 1,204 people now, without sending", page.Find(".modal-foot .primary").TextContent.Trim()));
        Assert.Contains("\"dryRun\":true", Last(Api, "POST v1/publications/preview"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_said_in_the_dialog_and_the_question_stays()
    {
        var page = OpenDialog(Approved(), Mail);
        page.WaitForElement("#publish-audience").Change(AudienceId.ToString());
        page.Find(".modal form").Submit();
        page.WaitForElement(".modal .covers");
        Api.Refuse("POST v1/publications", HttpStatusCode.Conflict, "draft.changed", "The draft has moved on to version 3.");
        page.Find(".modal form").Submit();
        page.WaitForAssertion(() => Assert.Contains("moved on to version 3", page.Find(".modal [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Send to 1,204 people now", page.Find(".modal-foot .primary").TextContent.Trim());
    }

    [Fact]
    public void The_page_of_a_draft_shows_where_it_was_published_as_it_happens()
    {
        var page = Open(Approved(), Mail);
        Assert.Empty(page.FindAll(".publications-of"));
        Api.On("GET v1/publications", new Page<Publication>([Publication()], null));
        Api.Tell("publication.added", PublicationId, new() { ["draftId"] = DraftId });
        Assert.Equal($"/publications/{PublicationId}", page.WaitForElement(".publications-of a").GetAttribute("href"));
        Assert.Contains(Api.Calls, c => c.Call.Contains($"draftId={DraftId}", StringComparison.Ordinal));
    }
}
