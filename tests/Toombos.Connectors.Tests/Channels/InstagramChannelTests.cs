using Microsoft.Extensions.Time.Testing;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Instagram;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts at Instagram: a carousel of two pictures.</summary>
public sealed class InstagramChannelTests : ServiceContract<InstagramSink>
{
    internal override IChannel Channel(OutboundGate gate) => new InstagramChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new InstagramAccount { Server = Sink.Address, AccessToken = Secret, Profile = "178" };

    protected override Dispatch Dispatch(string key) => Posts(key);

    static Dispatch.Posts Posts(string key) => new([$"{key}: the harbour opens #harbour"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Caption.StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Two pictures, their carousel, and the post.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Caption)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith("/media_publish", StringComparison.Ordinal);

    [Fact]
    public async Task Two_pictures_are_a_carousel_one_stands_alone_and_each_has_its_words()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], Sink.PicturesOf(there.Reference!).Select(p => p.Words));
        Assert.Equal($"https://www.instagram.com/p/{there.Reference}/", there.Address);

        var alone = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("two") with { Pictures = [TestPictures.Two()[1]] }, new TestMemory(), Ct));
        Assert.Equal("https://news.harbour.example/files/blue?fit=threads", Assert.Single(Sink.PicturesOf(alone.Reference!)).Address);
    }

    [Fact]
    public async Task A_post_without_a_picture_never_leaves()
    {
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one") with { Pictures = [] }, Memory, Ct));
        Assert.Equal(ChannelProblem.Media, refused.Problem);
        Assert.Empty(Sink.Taken);
    }

    [Fact]
    public async Task Profiles_are_listed_by_the_pages_that_have_one_and_it_is_said_where_none_has()
    {
        var channel = (IListsPlaces)Channel(OutboundGate.Open);
        Assert.Equal([("178", "@harbour, of the page The Harbour")], (await channel.ListAsync(Account, Ct)).Places.Select(p => (p.Value, p.Label)));
        Sink.Linked = false;
        Assert.Contains("professional", Assert.IsType<ChannelAnswer.Rejected>((await channel.ListAsync(Account, Ct)).Refusal).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_days_quota_is_read_as_it_stands_and_what_is_over_it_waits()
    {
        Sink.Quota = 1;
        Assert.Contains(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => point.Good && point.Sentence.StartsWith("0 of 1", StringComparison.Ordinal));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(ChannelProblem.Quota, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => !point.Good).Problem);
        Assert.Equal(ChannelProblem.Quota, Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("two"), new TestMemory(), Ct)).Problem);
        Assert.Single(Sink.Posts);
    }

    [Fact]
    public async Task A_picture_that_takes_long_to_fetch_is_waited_for_and_looked_at_again_later()
    {
        Sink.Instead = request => request.Method == "GET" && request.Path.StartsWith("/v25.0/c", StringComparison.Ordinal) ? new(200, """{"status_code":"IN_PROGRESS"}""") : null;
        var time = new FakeTimeProvider();
        var sending = new InstagramChannel(Line(OutboundGate.Open), time).SendAsync(Account, Posts("one"), Memory, Ct);
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<ChannelAnswer.TryLater>(await sending).After);
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one"), Memory, Ct));
        Assert.Equal(3, Sink.Shelf.All.Count);
    }

    [Theory]
    [InlineData(9, 2207042, ChannelProblem.Quota)]
    [InlineData(25, 2207050, ChannelProblem.Permission)]
    [InlineData(4, 2207051, ChannelProblem.Permission)]
    [InlineData(9004, 2207052, ChannelProblem.Media)]
    [InlineData(36003, 2207009, ChannelProblem.Media)]
    [InlineData(36004, 2207010, ChannelProblem.Content)]
    public async Task Instagrams_numbers_are_put_into_words(int code, int part, ChannelProblem problem)
    {
        Sink.Instead = request => request.Writes ? new(400, $$$"""{"error":{"message":"no","code":{{{code}}},"error_subcode":{{{part}}}}}""") : null;
        Assert.Equal(problem, (await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Trouble().Problem);
    }
}
