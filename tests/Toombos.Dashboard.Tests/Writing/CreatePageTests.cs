using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>Choosing items, channels and voice, and having drafts written.</summary>
public class CreatePageTests : PageTest
{
    public CreatePageTests()
    {
        Api.On("GET v1/channel-kinds", (IReadOnlyList<ChannelKind>)[Kind("email", ChannelFamily.Email), Kind("web", ChannelFamily.Web), Kind("x", ChannelFamily.Social), Kind("bluesky", ChannelFamily.Social), Kind("youtube", ChannelFamily.Social) with { Writable = false }]);
        Api.On("GET v1/voices/choices", (IReadOnlyList<Choice>)[new("professional", "Professional", "Authoritative.")]);
        Api.On("GET v1/templates", (IReadOnlyList<Choice>)[new("modern", "Modern", "Airy.")]);
        Api.On("GET v1/sources", new Page<Source>([DocumentSamples.Source()], null));
        Api.On("GET v1/pieces", new Page<Piece>([], null));
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/items", new Page<Item>(
            [DocumentSamples.Item(), DocumentSamples.Item("oven", "New curing oven") with { Category = "workshop", CategoryTitle = "From the yard" }, DocumentSamples.Item("secret", "Not yet") with { Flags = new() { Published = false } }], null));
    }

    static ChannelKind Kind(string kind, ChannelFamily family) => new() { Kind = kind, Name = kind.ToUpperInvariant(), Family = family, Writable = true, Threads = false, Limits = [] };

    IRenderedComponent<CreatePage> Open()
    {
        var page = Render<CreatePage>();
        page.WaitForElement(".pick");
        return page;
    }

    CreatePieceRequest Sent() => JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/pieces").Body, ToombosJson.Default.CreatePieceRequest)!;

    [Fact]
    public void Everything_published_and_every_writable_channel_is_chosen_at_first()
    {
        var page = Open();
        Assert.Equal("2 items for 4 channels.", page.Find("#summary").TextContent);
        Assert.Contains("Not published", page.FindAll(".pick")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_sends_the_choice_and_leads_to_the_piece()
    {
        Api.On("POST v1/pieces", Piece());
        var page = Open();
        page.FindAll(".pick input")[1].Change(false);
        page.FindAll(".choice").Single(c => c.TextContent.Contains("BLUESKY", StringComparison.Ordinal)).QuerySelector("input")!.Change(false);
        page.Find("#piece-voice").Change("professional");
        page.Find("form.create").Submit();
        page.WaitForAssertion(() => Assert.Equal($"pieces/{PieceId}", Address));
        Assert.Equal(["skerry-14"], Sent().Items);
        Assert.Equal(["email", "web", "x"], Sent().Channels);
        Assert.Equal("professional", Sent().Voice);
    }

    [Fact]
    public void When_everything_is_chosen_the_items_are_not_named()
    {
        Api.On("POST v1/pieces", Piece());
        Open().Find("form.create").Submit();
        Assert.Null(Sent().Items);
    }

    [Fact]
    public void Search_and_category_narrow_what_is_shown_and_keep_what_is_chosen()
    {
        var page = Open();
        page.Find("#pick-search").Input("oven");
        Assert.Single(page.FindAll(".pick"));
        Assert.Contains("2 of 3 items chosen, 1 shown", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_chosen_can_not_be_written()
    {
        var page = Open();
        page.FindAll("button").Single(b => b.TextContent == "Choose none shown").Click();
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        Assert.Equal("Choose at least one item.", page.Find("#summary").TextContent);
    }

    [Fact]
    public void What_is_new_since_the_last_piece_can_be_chosen_at_once()
    {
        var earlier = Guid.Parse("66666666-6666-7666-8666-666666666666");
        Api.On("GET v1/pieces", new Page<Piece>([Piece() with { SnapshotId = earlier }], null));
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/diff", new SnapshotDiff(earlier, DocumentSamples.SnapshotId, new(1, 0, 0, 0), [new(ChangeKind.Added, "oven", "New curing oven", null, [])]));
        var page = Open();
        page.FindAll("button").Single(b => b.TextContent.StartsWith("Choose what is new", StringComparison.Ordinal)).Click();
        Assert.Equal("1 item for 4 channels.", page.Find("#summary").TextContent);
    }

    [Fact]
    public void While_the_drafts_are_written_the_page_shows_it_and_a_refusal_is_said()
    {
        Api.Refuse("POST v1/pieces", HttpStatusCode.Conflict, "piece.nothing-to-write", "No item is left to write about.");
        var held = Api.Hold("POST v1/pieces");
        var page = Open();
        page.Find("form.create").Submit();
        page.WaitForElement("[role=progressbar]");
        held.SetResult();
        page.WaitForAssertion(() => Assert.Contains("No item is left to write about.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_document_it_says_where_to_begin()
    {
        Api.On("GET v1/sources", new Page<Source>([], null));
        Assert.Equal("There is no document to write from", Render<CreatePage>().WaitForElement(".empty h2").TextContent);
    }
}
