using System.Text.Json.Nodes;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bluesky;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A thread on Bluesky whose first post has a link, and so a card of the page behind it.</summary>
public sealed class BlueskyCardTests : ServiceContract<PdsSink>
{
    readonly BlueskySessions sessions = new();
    readonly DateTimeOffset at = TimeProvider.System.GetUtcNow();
    PageSink page = null!;

    internal override IChannel Channel(OutboundGate gate) => new BlueskyChannel(Line(gate), sessions, Cards(gate));

    protected override ChannelAccount Account => new BlueskyAccount { Server = Sink.Address, Handle = "@harbour.example", AppPassword = Secret };

    protected override Dispatch Dispatch(string key) => Posts(key);

    Dispatch.Posts Posts(string key, string? link = null) => new([$"{key}: see {link ?? "https://harbour.org/news"} now", $"End of {key}"], "en", at, AiUse.Human) { Key = key, Cards = [Known] };

    static LinkCard Known => new("https://harbour.org/news", "The ferry sails", "From Monday.", TestPictures.Two()[0]);

    protected override void Prepare() => Sink.Password = Secret;

    protected override int Arrived(string key) => Sink.Records.Count(p => $"{p.Record["text"]}".StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Signing in, the card's picture and two posts.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Records.Select(p => $"{p.Record["text"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith(".putRecord", StringComparison.Ordinal);

    JsonNode? CardOf(int post) => Sink.Records[post].Record["embed"]?["external"];

    async Task<JsonNode?> PostAsync(string path = "/news")
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one", page.Address.Replace("127.0.0.1", LoopbackHttp.PageHost, StringComparison.Ordinal) + path), Memory, Ct));
        return CardOf(0);
    }

    async Task OpenAsync(string head, string body = "") => (page = await ServiceSink.StartAsync<PageSink>()).Html = $"<html><head>{head}</head><body>{body}</body></html>";

    [Fact]
    public async Task A_page_that_Toombos_knows_is_not_asked_and_shows_its_own_words_and_picture()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var card = CardOf(0)!;
        Assert.Equal(("https://harbour.org/news", "The ferry sails", "From Monday."), ($"{card["uri"]}", $"{card["title"]}", $"{card["description"]}"));
        Assert.Equal(TestPictures.Red, Sink.Blobs[$"{card["thumb"]!["ref"]!["$link"]}"]);
        Assert.Equal("app.bsky.embed.external", $"{Sink.Records[0].Record["embed"]!["$type"]}");
        Assert.Null(Sink.Records[1].Record["embed"]);
    }

    [Theory]
    [InlineData("/news")]
    [InlineData("/moved")]
    public async Task Another_page_is_asked_what_it_says_of_itself_also_where_it_has_moved(string path)
    {
        await OpenAsync("<title>Other</title><meta property='og:title' content='Ferries &amp;\n nets'><meta property='og:description' content='Every hour.'><meta property='og:image' content='/ferry.png'>");
        page.Picture = TestPictures.Blue;
        var card = (await PostAsync(path))!;
        Assert.Equal(("Ferries & nets", "Every hour."), ($"{card["title"]}", $"{card["description"]}"));
        Assert.EndsWith(path, $"{card["uri"]}", StringComparison.Ordinal);
        Assert.Equal(TestPictures.Blue, Sink.Blobs[$"{card["thumb"]!["ref"]!["$link"]}"]);
        await page.DisposeAsync();
    }

    [Fact]
    public async Task A_page_without_such_statements_gives_its_title_and_description()
    {
        await OpenAsync("<title> The\nharbour </title><meta name='Description' content='Quiet.'>", new string('é', 600_000));
        var card = (await PostAsync())!;
        Assert.Equal(("The harbour", "Quiet.", null), ($"{card["title"]}", $"{card["description"]}", card["thumb"]));
        await page.DisposeAsync();
    }

    [Theory]
    [InlineData("image/svg+xml", 100)]
    [InlineData("image/png", 600_000)]
    public async Task A_picture_that_is_no_picture_or_too_large_is_left_out(string type, int bytes)
    {
        await OpenAsync("<title>Harbour</title><meta property='og:image' content='/ferry.png'>");
        (page.Picture, page.PictureType) = (new byte[bytes], type);
        Assert.Null((await PostAsync())!["thumb"]);
        await page.DisposeAsync();
    }

    [Theory]
    [InlineData("<p>Says nothing of itself.</p>", "/news")]
    [InlineData("<title>Gone</title>", "/gone")]
    [InlineData("<title>No page</title>", "/ferry.png")]
    public async Task What_gives_no_card_stops_no_post_and_is_not_asked_twice(string head, string path)
    {
        await OpenAsync(head);
        Assert.Null(await PostAsync(path));
        Assert.Equal((2, "null"), (Sink.Records.Count, Memory.Kept["card-0"]));
        await page.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_does_not_answer_is_waited_for_two_seconds_and_no_longer()
    {
        await OpenAsync("<title>Slow</title>");
        using var silence = new ManualResetEventSlim();
        page.Instead = _ =>
        {
            silence.Wait(TimeSpan.FromSeconds(30), Ct);
            return null;
        };
        var began = TimeProvider.System.GetTimestamp();
        Assert.Null(await PostAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1.5, 15);
        silence.Set();
        await page.DisposeAsync();
    }

    [Fact]
    public async Task Who_goes_on_puts_the_very_same_record_whatever_the_page_says_by_then()
    {
        await OpenAsync("<title>Before</title>");
        Sink.Lose = IsPublishing;
        var link = page.Address.Replace("127.0.0.1", LoopbackHttp.PageHost, StringComparison.Ordinal) + "/news";
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one", link), Memory, Ct));
        Sink.Lose = _ => false;
        // The server was put back to before the post, so it is put once more.
        Sink.Instead = request => request.Path.EndsWith(".getRecord", StringComparison.Ordinal) ? new(400, """{"error":"RecordNotFound"}""") : null;
        page.Html = "<title>After</title>";
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one", link), Memory, Ct));
        Assert.Equal(("Before", 2), ($"{CardOf(0)!["title"]}", Sink.Commits));
        await page.DisposeAsync();
    }
}
