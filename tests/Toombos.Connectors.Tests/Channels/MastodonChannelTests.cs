using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Mastodon;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Threads on Mastodon.</summary>
public sealed class MastodonChannelTests : ServiceContract<MastodonSink>
{
    internal override IChannel Channel(OutboundGate gate) => new MastodonChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new MastodonAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: the “harbour” opens – see https://harbour.example/a/very/long/address/of/a/page #harbour", $"Second & <last> of {key}\n\nwith two paragraphs", $"End of {key}"], "en-GB", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 3;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Is("POST", "/api/v1/statuses");

    [Fact]
    public async Task A_thread_answers_itself_and_says_where_it_is_seen()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var posts = Sink.Posts;
        Assert.Equal([null, posts[0].Id, posts[1].Id], posts.Select(p => p.Answers));
        Assert.Equal((posts[0].Id, $"https://harbour.social/@harbour/{posts[0].Id}"), (there.Reference, there.Address));
    }

    [Fact]
    public async Task A_post_in_doubt_is_found_although_its_key_was_forgotten_by_the_server()
    {
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Lose = _ => false;
        var later = TimeProvider.System.GetUtcNow().AddHours(2);
        Sink.Now = () => later;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(3, Sink.Posts.Count);
    }

    [Fact]
    public async Task What_it_refuses_is_said_with_how_far_the_thread_came()
    {
        var long2 = new Dispatch.Posts(["one: first", new string('x', 501)], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = "one" };
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, long2, Memory, Ct));
        Assert.Equal(ChannelProblem.Content, refused.Problem);
        Assert.Contains("limit of 500 exceeded", refused.Sentence, StringComparison.Ordinal);
        Assert.Contains("1 of the 2 posts", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_says_what_it_takes_and_one_that_says_nothing_keeps_to_the_table()
    {
        var channel = (ITellsLimits)Channel(OutboundGate.Open);
        (Sink.MostCharacters, Sink.MostPictures) = (1000, 6);
        var told = await channel.LimitsAsync(Account, Ct);
        Assert.Equal([("image-bytes", 16_777_216), ("image-pixels", 16_777_216), ("images", 6), ("post", 1000)], told.Select(l => (l.Key, l.Value)));
        Assert.Equal((1000, 1500), (ChannelKinds.Find("mastodon")!.With(told).LimitsOf("post").Single().Max, ChannelKinds.Find("mastodon")!.With(told).LimitsOf("alt-text").Single().Max));
        Assert.Contains("takes 1,000 characters a post", (await channel.CheckAsync(Account, Ct))[0].Sentence, StringComparison.Ordinal);

        foreach (var said in new[] { "{}", "[]", """{"configuration":{"statuses":{"max_characters":"many","max_media_attachments":-1},"media_attachments":{"image_size_limit":99999999999}}}""" })
        {
            Sink.Instead = _ => new(200, said);
            Assert.Empty(await channel.LimitsAsync(Account, Ct));
        }
        Sink.Instead = _ => new(503, "{}");
        Assert.Empty(await channel.LimitsAsync(Account, Ct));
    }

    [Fact]
    public async Task A_token_without_rights_is_told_from_one_that_is_wrong()
    {
        Sink.Instead = request => request.Writes ? new(403, """{"error":"This action is outside the authorized scopes"}""") : null;
        Assert.Contains("write:statuses", Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Sentence, StringComparison.Ordinal);
        Sink.Instead = _ => null;
        Sink.Token = "another";
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Assert.Contains(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => point is { Good: false, Name: "Account", Problem: ChannelProblem.Auth });
    }
}
