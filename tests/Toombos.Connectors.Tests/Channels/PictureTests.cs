using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bluesky;
using Toombos.Connectors.Channels.Discord;
using Toombos.Connectors.Channels.Mastodon;
using Toombos.Connectors.Channels.Slack;
using Toombos.Connectors.Channels.Telegram;
using Toombos.Connectors.Channels.WordPress;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A thread on Bluesky whose first post shows two pictures.</summary>
public sealed class BlueskyPictureTests : ServiceContract<PdsSink>
{
    readonly BlueskySessions sessions = new();
    readonly DateTimeOffset at = TimeProvider.System.GetUtcNow();

    internal override IChannel Channel(OutboundGate gate) => new BlueskyChannel(Line(gate), sessions, Cards(gate));

    protected override ChannelAccount Account => new BlueskyAccount { Server = Sink.Address, Handle = "@harbour.example", AppPassword = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: first", $"End of {key}"], "en", at, AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Password = Secret;

    protected override int Arrived(string key) => Sink.Records.Count(p => $"{p.Record["text"]}".StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Signing in, two pictures and two posts.</summary>
    protected override int Writes => 5;

    protected override IReadOnlyList<string> Shown => [.. Sink.Records.Select(p => $"{p.Record["text"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith(".putRecord", StringComparison.Ordinal);

    [Fact]
    public async Task The_first_post_shows_them_with_their_words_and_shape()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var images = Sink.Records[0].Record["embed"]!["images"]!.AsArray();
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], images.Select(i => $"{i!["alt"]}"));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], images.Select(i => Sink.Blobs[$"{i!["image"]!["ref"]!["$link"]}"]));
        Assert.Equal("""{"width":8,"height":4}""", images[0]!["aspectRatio"]!.ToJsonString());
        Assert.Null(Sink.Records[1].Record["embed"]);
    }

    [Fact]
    public async Task A_picture_that_is_gone_stops_the_post_before_anything_is_there()
    {
        var refused = await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct);
        Assert.Equal(ChannelProblem.Media, Assert.IsType<ChannelAnswer.Rejected>(refused).Problem);
        Assert.Empty(Sink.Records);
    }
}

/// <summary>A thread on Mastodon whose first post shows two pictures.</summary>
public sealed class MastodonPictureTests : ServiceContract<MastodonSink>
{
    readonly DateTimeOffset at = TimeProvider.System.GetUtcNow();

    internal override IChannel Channel(OutboundGate gate) => new MastodonChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new MastodonAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: first", $"End of {key}"], "en", at, AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Is("POST", "/api/v1/statuses");

    [Fact]
    public async Task A_change_of_the_text_keeps_the_pictures_and_the_warning_before_them()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Warn(Sink.Posts[0].Id, "Ferries");
        for (var i = 0; i < 2; i++) Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("two") with { Changes = true, Pictures = [] }, Memory, Ct));
        Assert.Equal(Sink.Media.Select(m => m.Id), Sink.MediaOf(Sink.Posts[0].Id));
        Assert.Equal(("Ferries", 2, 2), (Sink.WarningOf(Sink.Posts[0].Id), Sink.Media.Count, Sink.Edits));
    }

    [Fact]
    public async Task The_first_post_shows_them_once_the_server_has_worked_them_through()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], Sink.Media.Select(m => m.Words));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], Sink.Media.Select(m => m.Content));
        Assert.Equal(Sink.Media.Select(m => m.Id), Sink.MediaOf(Sink.Posts[0].Id));
        Assert.Empty(Sink.MediaOf(Sink.Posts[1].Id));
    }

    [Fact]
    public async Task Who_goes_on_uploads_nothing_twice_and_anew_what_the_server_has_thrown_away()
    {
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Media.Count);

        var later = new TestMemory();
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("two"), later, Ct);
        Sink.Sweep();
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("two"), later, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("two"), later, Ct));
    }
}

/// <summary>A post of a WordPress site with a featured picture and one below the text.</summary>
public sealed class WordPressPictureTests : ServiceContract<WordPressSink>
{
    internal override IChannel Channel(OutboundGate gate) => new WordPressChannel(Line(gate));

    protected override ChannelAccount Account => new WordPressAccount { Site = Sink.Address + "/", User = "editor", ApplicationPassword = Secret };

    protected override IReadOnlyList<string> Secrets => [Secret, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"editor:{Secret}"))];

    protected override Dispatch Dispatch(string key) => Article(key);

    static Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = "<p>It sails.</p>", Markdown = "", Excerpt = null, Tags = [], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human,
        Pictures = TestPictures.Two(key),
    };

    protected override void Prepare() => Sink.Password = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    /// <summary>Two pictures, their words, and the post.</summary>
    protected override int Writes => 5;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request is { Method: "POST", Path: "/wp-json/wp/v2/posts" };

    [Fact]
    public async Task The_first_is_featured_and_the_second_stands_below_the_text()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var post = Assert.Single(Sink.Posts);
        Assert.Equal("900", $"{post["featured_media"]}");
        Assert.Equal($"<p>It sails.</p>\n<figure class=\"wp-block-image\"><img src=\"{Sink.Address}/uploads/toombos-blueone.png\" alt=\"The “blue” &amp; quiet ferry\"></figure>", $"{post["content"]}");
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], Sink.Media.Select(m => $"{m["alt_text"]}"));
        Assert.Equal("image/png", $"{Sink.Media[0]["mime_type"]}");
    }

    [Fact]
    public async Task A_later_version_finds_its_pictures_again_and_one_without_any_takes_the_featured_one_away()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "b", Replaces = there.Reference }, new TestMemory(), Ct);
        Assert.Equal(2, Sink.Media.Count);
        await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "c", Replaces = there.Reference, Pictures = [] }, new TestMemory(), Ct);
        Assert.Equal("0", $"{Assert.Single(Sink.Posts)["featured_media"]}");
    }

    [Fact]
    public async Task Whichever_answer_is_lost_each_picture_is_there_once()
    {
        for (var lost = 1; lost <= Writes; lost++)
        {
            var (number, count, memory, key) = (lost, 0, new TestMemory(), $"lost-{lost}");
            Sink.Lose = request => request.Writes && ++count == number;
            for (var tries = 0; tries < 3; tries++) await Channel(OutboundGate.Open).SendAsync(Account, Dispatch(key), memory, Ct);
            Assert.Equal(2, Sink.Media.Count(m => $"{m["slug"]}".EndsWith(key, StringComparison.Ordinal)));
        }
    }
}

/// <summary>An album of a Telegram bot with the text below its first picture.</summary>
public sealed class TelegramPictureTests : BlindContract<TelegramSink>
{
    const string Token = "123456:Zq8-never-show-this-0042-aaaa";

    internal override IChannel Channel(OutboundGate gate) => new TelegramChannel(Line(gate));

    protected override ChannelAccount Account => new TelegramAccount { Server = Sink.Address, Chat = "@harbour_news", BotToken = Token };

    protected override IReadOnlyList<string> Secrets => [Token];

    protected override Dispatch Dispatch(string key) => (Dispatch.Posts)base.Dispatch(key) with { Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Token;

    protected override IReadOnlyList<string> Shown => [.. Sink.Messages.Select(m => m.Text).Where(t => t.Length > 0)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.Split('/')[^1].StartsWith("send", StringComparison.Ordinal);

    [Fact]
    public async Task A_changed_text_below_pictures_may_not_be_longer_than_one_that_is_new()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        var refused = await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("two") with { Texts = [new('x', 1025), "End"], Changes = true }, Memory, Ct);
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(refused).Problem);
        Assert.Contains("0 of the 2 posts", refused.Trouble().Sentence, StringComparison.Ordinal);
        Assert.StartsWith("one:", Sink.Messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_album_goes_as_one_and_is_taken_away_as_one()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], Sink.Photos.Select(p => p.Content));
        Assert.Equal(("11 12", "https://t.me/harbour_news/11", 11), (there.Reference, there.Address, Sink.Messages[2].Answers));
        await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Removal(there.Reference!, Memory.Kept) { Key = "away" }, Memory, Ct);
        Assert.Empty(Sink.Messages);
    }

    [Fact]
    public async Task A_text_that_is_too_long_to_stand_below_a_picture_follows_it()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Posts([new('x', 1025)], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = "long", Pictures = [TestPictures.Two()[0]] }, Memory, Ct));
        Assert.Equal(["", new('x', 1025)], Sink.Messages.Select(m => m.Text));
        await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Removal(there.Reference!, Memory.Kept) { Key = "away" }, Memory, Ct);
        Assert.Empty(Sink.Messages);
    }

    [Fact]
    public async Task A_picture_that_is_gone_leaves_nothing_in_doubt()
    {
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct));
        Assert.Empty(Memory.Kept);
    }
}

/// <summary>A message in a Discord channel with two pictures.</summary>
public sealed class DiscordPictureTests : BlindContract<DiscordSink>
{
    internal override IChannel Channel(OutboundGate gate) => new DiscordChannel(Line(gate));

    protected override ChannelAccount Account => new DiscordAccount { Webhook = $"{Sink.Address}/api/webhooks/42/{Secret}" };

    protected override Dispatch Dispatch(string key) => (Dispatch.Posts)base.Dispatch(key) with { Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override IReadOnlyList<string> Shown => [.. Sink.Messages.Select(m => $"{m.Message["content"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task The_first_message_carries_them_with_their_words()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], Sink.Messages[0].Message["attachments"]!.AsArray().Select(a => $"{a!["description"]}"));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], Sink.Taken[0].Form.Where(p => p.FileName is not null).Select(p => p.Content));
        Assert.Null(Sink.Messages[1].Message["attachments"]);
    }

    [Fact]
    public async Task A_change_of_the_text_keeps_them_and_pings_nobody()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("two") with { Texts = ["Hello @everyone"], Changes = true }, Memory, Ct);
        var message = Assert.Single(Sink.Messages).Message;
        Assert.Equal(("Hello @everyone", 2, """{"parse":[]}"""), ($"{message["content"]}", message["attachments"]!.AsArray().Count, message["allowed_mentions"]!.ToJsonString()));
    }
}

/// <summary>A message in a Slack channel that shows two pictures from their addresses.</summary>
public sealed class SlackPictureTests : BlindContract<SlackSink>
{
    internal override IChannel Channel(OutboundGate gate) => new SlackChannel(Line(gate));

    protected override ChannelAccount Account => new SlackAccount { Webhook = $"{Sink.Address}/services/T1/B1/{Secret}" };

    protected override Dispatch Dispatch(string key) => (Dispatch.Posts)base.Dispatch(key) with { Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override IReadOnlyList<string> Shown => Sink.Messages;

    protected override bool IsPublishing(TakenRequest request) => request.Json.ContainsKey("text");

    [Fact]
    public async Task The_first_message_shows_its_text_and_then_the_pictures_with_their_words()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var blocks = Sink.Blocks[0];
        Assert.Equal(["section", "image", "image"], blocks.Select(b => $"{b!["type"]}"));
        Assert.Equal(Sink.Messages[0], $"{blocks[0]!["text"]!["text"]}");
        Assert.Equal(("https://news.harbour.example/files/blue?fit=threads", "The “blue” & quiet ferry"), ($"{blocks[2]!["image_url"]}", $"{blocks[2]!["alt_text"]}"));
        Assert.Empty(Sink.Blocks[1]);
    }

    [Fact]
    public async Task A_long_text_stands_in_several_sections_and_no_sign_is_cut_in_two()
    {
        var (words, signs) = (string.Join(' ', Enumerable.Repeat("harbour", 500)), new string('x', 2998) + "<" + new string('y', 100));
        foreach (var text in (string[])[words, signs])
        {
            Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Posts([text], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = "long", Pictures = TestPictures.Two() }, new TestMemory(), Ct));
            var sections = Sink.Blocks[^1].Where(b => $"{b!["type"]}" == "section").Select(b => $"{b!["text"]!["text"]}").ToList();
            Assert.Equal(2, sections.Count);
            Assert.Equal(Sink.Messages[^1].Replace(" ", "", StringComparison.Ordinal), string.Concat(sections).Replace(" ", "", StringComparison.Ordinal));
            Assert.DoesNotContain(sections, s => s.EndsWith("&l", StringComparison.Ordinal) || s.EndsWith('&'));
        }
    }

    [Fact]
    public async Task A_picture_that_is_gone_leaves_nothing_in_doubt()
    {
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct));
        Assert.Empty(Memory.Kept);
    }
}
