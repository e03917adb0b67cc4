using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Threads;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A thread at Threads whose first post is a carousel of two pictures.</summary>
public sealed class ThreadsPictureTests : ServiceContract<ThreadsSink>
{
    internal override IChannel Channel(OutboundGate gate) => new ThreadsChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new ThreadsAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => Posts(key);

    static Dispatch.Posts Posts(string key) => new([$"{key}: the harbour opens", $"End of {key}"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Two pictures, their carousel and its post, a container and its post.</summary>
    protected override int Writes => 6;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith("/threads_publish", StringComparison.Ordinal);

    [Fact]
    public async Task Two_are_a_carousel_and_one_stands_alone_fetched_from_their_addresses()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        MetaPicture[] both = [new("https://news.harbour.example/files/red?fit=threads", "The red ferry"), new("https://news.harbour.example/files/blue?fit=threads", "The “blue” & quiet ferry")];
        Assert.Equal(both, Sink.PicturesOf(Sink.Posts[0].Id));
        Assert.Empty(Sink.PicturesOf(Sink.Posts[1].Id));

        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("two") with { Pictures = [TestPictures.Two()[0]] }, new TestMemory(), Ct));
        Assert.Equal(both[..1], Sink.PicturesOf(Sink.Posts[2].Id));
    }

    [Fact]
    public async Task A_picture_that_can_not_be_fetched_is_said_and_a_later_try_makes_everything_anew()
    {
        Sink.Shelf.Reaches = _ => false;
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(ChannelProblem.Media, refused.Problem);
        Assert.Contains("FAILED_DOWNLOADING_MEDIA", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(Memory.Kept);
        Sink.Shelf.Reaches = _ => true;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
    }

    [Fact]
    public async Task A_container_that_waited_for_too_long_is_made_anew()
    {
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Shelf.Expire();
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Posts.Count);
    }

    [Fact]
    public async Task A_list_that_is_slower_than_the_next_look_makes_no_second_post()
    {
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        (Sink.Lose, Sink.SlowList) = (_ => false, true);
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.SlowList = false;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Posts.Count);
    }

    [Fact]
    public async Task A_picture_that_is_gone_stops_the_thread_before_anything_is_there()
    {
        var refused = await Channel(OutboundGate.Open).SendAsync(Account, Posts("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct);
        Assert.Equal("It is gone.", Assert.IsType<ChannelAnswer.Rejected>(refused).Sentence);
        Assert.Empty(Sink.Posts);
    }
}
