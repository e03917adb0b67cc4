using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.DevTo;
using Toombos.Connectors.Channels.Ghost;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A post of a Ghost site with a feature image and a picture below the text.</summary>
public sealed class GhostPictureTests : ServiceContract<GhostSink>
{
    const string Key = "64a1b2c3d4e5f60718293a4b:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    internal override IChannel Channel(OutboundGate gate) => new GhostChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new GhostAccount { Site = Sink.Address, AdminKey = Key };

    protected override IReadOnlyList<string> Secrets => [Key, Key.Split(':')[1]];

    protected override Dispatch Dispatch(string key) => Article(key);

    static Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = $"<p>{key} sails.</p>", Markdown = "", Excerpt = null, Tags = [], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human, Pictures = TestPictures.Two(),
    };

    protected override void Prepare() => Sink.Key = Key;

    protected override int Arrived(string key) => Sink.Posts.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    protected override int Writes => 3;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Is("POST", "/ghost/api/admin/posts/");

    [Fact]
    public async Task The_first_is_the_feature_image_and_the_second_stands_below_the_text()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var post = Assert.Single(Sink.Posts);
        Assert.Equal(("https://harbour.example/content/images/1-red.png", "The red ferry"), ($"{post["feature_image"]}", $"{post["feature_image_alt"]}"));
        Assert.Contains("<img src=\"https://harbour.example/content/images/2-blue.png\" alt=\"The “blue” &amp; quiet ferry\">", $"{post["html"]}", StringComparison.Ordinal);
        Assert.Equal([TestPictures.Red, TestPictures.Blue], Sink.Images.Select(i => i.Content));
    }

    [Fact]
    public async Task A_later_version_without_any_takes_the_feature_image_away()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "b", Replaces = there.Reference, Pictures = [] }, new TestMemory(), Ct));
        Assert.Null(Assert.Single(Sink.Posts)["feature_image"]);
    }

    [Fact]
    public async Task Long_words_are_cut_for_the_feature_image_and_stay_whole_below()
    {
        var talkative = TestPictures.Two().Select(p => p with { AltText = new string('w', 300) }).ToList();
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Pictures = talkative }, Memory, Ct));
        Assert.Equal(191, $"{Sink.Posts[0]["feature_image_alt"]}".Length);
        Assert.Contains(new string('w', 300), $"{Sink.Posts[0]["html"]}", StringComparison.Ordinal);
    }
}

/// <summary>An article at DEV with a picture above its text and one below.</summary>
public sealed class DevToPictureTests : ServiceContract<ForemSink>
{
    internal override IChannel Channel(OutboundGate gate) => new DevToChannel(Line(gate));

    protected override ChannelAccount Account => new DevToAccount { Server = Sink.Address, ApiKey = Secret };

    protected override Dispatch Dispatch(string key) => Article(key);

    static Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = "", Markdown = $"{key} sails.\n", Excerpt = null, Tags = [], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human, Pictures = TestPictures.Two(),
    };

    protected override void Prepare() => Sink.Key = Secret;

    protected override int Arrived(string key) => Sink.Articles.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Articles.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task The_first_is_the_main_image_and_the_second_stands_below_with_its_words()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Pictures = [TestPictures.Two()[0], TestPictures.Two()[1] with { AltText = "A [blue]\nferry" }] }, Memory, Ct));
        var article = Assert.Single(Sink.Articles);
        Assert.Equal("https://news.harbour.example/files/red?fit=threads", $"{article["main_image"]}");
        Assert.Equal("one sails.\n\n![A \\[blue\\] ferry](https://news.harbour.example/files/blue?fit=threads)\n", $"{article["body_markdown"]}");
    }

    [Fact]
    public async Task A_later_version_without_any_takes_the_main_image_away()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "b", Replaces = there.Reference, Pictures = [] }, new TestMemory(), Ct));
        Assert.Null(Assert.Single(Sink.Articles)["main_image"]);
    }

    [Fact]
    public async Task A_picture_that_is_gone_stops_the_article_before_anything_is_there()
    {
        var refused = await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct);
        Assert.Equal("It is gone.", Assert.IsType<ChannelAnswer.Rejected>(refused).Sentence);
        Assert.Empty(Sink.Taken);
    }
}
