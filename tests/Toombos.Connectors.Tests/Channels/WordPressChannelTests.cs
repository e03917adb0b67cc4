using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.WordPress;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts of a WordPress site.</summary>
public sealed class WordPressChannelTests : ServiceContract<WordPressSink>
{
    internal override IChannel Channel(OutboundGate gate) => new WordPressChannel(Line(gate));

    protected override ChannelAccount Account => Mine;

    WordPressAccount Mine => new() { Site = Sink.Address + "/", User = "editor", ApplicationPassword = Secret, Category = "News" };

    protected override IReadOnlyList<string> Secrets => [Secret, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"editor:{Secret}"))];

    protected override Dispatch Dispatch(string key) => Article(key);

    static Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = $"<h2>Ferries</h2><p>{key} sails — “daily”.</p>", Markdown = "", Excerpt = "Short.", Tags = ["ferry", "harbour"], Language = "en",
        At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human,
    };

    protected override void Prepare() => Sink.Password = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    /// <summary>Two tags, a category and the post.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request is { Method: "POST", Path: "/wp-json/wp/v2/posts" };

    [Fact]
    public async Task A_post_has_its_tags_and_category_each_made_once()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct));
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("two"), new TestMemory(), Ct);
        Assert.Equal([("tags", "ferry"), ("tags", "harbour"), ("categories", "News")], Sink.Terms);
        Assert.Equal(("[1,2]", "[3]", "publish", "one"), (Sink.Posts[0]["tags"]!.ToJsonString(), Sink.Posts[0]["categories"]!.ToJsonString(), $"{Sink.Posts[0]["status"]}", $"{Sink.Posts[0]["slug"]}"));
        Assert.Equal(("100", $"{Sink.Address}/one/"), (there.Reference, there.Address));
    }

    [Fact]
    public async Task A_later_version_takes_the_place_of_the_post_and_its_slug_stays()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        var again = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "second", Html = "<p>Weekly.</p>", Replaces = "100" }, new TestMemory(), Ct));
        Assert.Equal(("<p>Weekly.</p>", "one", "100"), ($"{Assert.Single(Sink.Posts)["content"]}", $"{Sink.Posts[0]["slug"]}", again.Reference));
    }

    [Fact]
    public async Task Somebody_elses_post_under_the_same_slug_is_neither_taken_for_ours_nor_touched()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Html = "<p>Theirs.</p>" }, new TestMemory(), Ct);
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Lose = _ => false;
        Assert.Equal("101", Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Reference);
        Assert.Equal(["one", "one-2"], Sink.Posts.Select(p => $"{p["slug"]}"));
    }

    [Fact]
    public async Task A_post_in_doubt_is_found_also_where_WordPress_took_its_slug_away_because_it_waits_for_review()
    {
        Sink.MayPublish = false;
        var account = Mine with { Status = WordPressStatus.Pending };
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(account, Dispatch("one"), Memory, Ct));
        Sink.Lose = _ => false;
        Assert.Equal("100", Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(account, Dispatch("one"), Memory, Ct)).Reference);
        Assert.Equal("", $"{Assert.Single(Sink.Posts)["slug"]}");
    }

    [Fact]
    public async Task A_site_without_pretty_addresses_works_too()
    {
        Sink.Plain = true;
        Assert.All(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => Assert.True(point.Good, point.Sentence));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Single(Sink.Posts);
    }

    [Fact]
    public async Task What_commonly_stands_in_the_way_is_said_with_its_remedy()
    {
        async Task<string> BadAsync() => Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => !point.Good).Sentence;
        Sink.StripsAuthorization = true;
        Assert.Contains("SetEnvIf Authorization", await BadAsync(), StringComparison.Ordinal);
        Sink.StripsAuthorization = false;
        Sink.MayPublish = false;
        Assert.Contains("role of an author", await BadAsync(), StringComparison.Ordinal);
        Sink.MayPublish = true;
        Sink.Password = "another";
        Assert.Contains("The user name is the one to sign in with", await BadAsync(), StringComparison.Ordinal);
        Sink.Instead = _ => new(403, "<html>Blocked by the firewall</html>");
        Assert.Contains("firewall", await BadAsync(), StringComparison.Ordinal);
        Sink.Instead = _ => new(404, "<html>Not found</html>");
        Assert.Contains("no WordPress", await BadAsync(), StringComparison.Ordinal);
    }
}
