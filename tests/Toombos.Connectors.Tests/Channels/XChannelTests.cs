using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.X;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Threads at X, where there is no key of a repetition and links come back shortened.</summary>
public sealed class XChannelTests : ServiceContract<XSink>
{
    internal override IChannel Channel(OutboundGate gate) => new XChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new XAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => Posts(key, AiUse.Human);

    static Dispatch.Posts Posts(string key, AiUse ai) =>
        new([$"{key}: nets & ropes https://harbour.example/a?b=1 open", $"End of {key}, see harbour.example"], "en", TimeProvider.System.GetUtcNow(), ai) { Key = key };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 2;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Theory]
    [InlineData(AiUse.Human, false)]
    [InlineData(AiUse.Assisted, true)]
    [InlineData(AiUse.Generated, true)]
    public async Task A_thread_answers_itself_says_what_a_model_wrote_and_where_it_is_seen(AiUse ai, bool flagged)
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("one", ai), Memory, Ct));
        Assert.Equal([null, Sink.Posts[0].Id], Sink.Posts.Select(p => p.Answers));
        Assert.All(Sink.Posts, post => Assert.Equal(flagged, post.MadeWithAi));
        Assert.Equal(($"https://x.com/i/web/status/{Sink.Posts[0].Id}", Sink.Posts[0].Id), (there.Address, there.Reference));
    }

    [Fact]
    public async Task A_timeline_that_is_slower_than_the_next_look_makes_no_second_post()
    {
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        (Sink.Lose, Sink.Instead) = (_ => false, request => request.Path.EndsWith("/tweets", StringComparison.Ordinal) && !request.Writes && Sink.Taken.Count(t => t.Writes) == 1 ? new(200, "{\"data\":[]}") : null);
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Posts.Count);
    }

    [Fact]
    public async Task The_same_words_long_ago_are_a_duplicate_and_not_this_post()
    {
        var later = Posts("one", AiUse.Human) with { At = TimeProvider.System.GetUtcNow().AddHours(1) };
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct));
        Assert.Equal(ChannelProblem.Duplicate, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, later, new TestMemory(), Ct)).Problem);
    }

    [Theory]
    [InlineData(401, "about:blank", ChannelProblem.Auth, "Connect the account again")]
    [InlineData(402, "https://api.x.com/2/problems/credits", ChannelProblem.Billing, "credits")]
    [InlineData(403, "https://api.x.com/2/problems/usage-capped", ChannelProblem.Billing, "spending limit")]
    [InlineData(403, "about:blank", ChannelProblem.Permission, "rights")]
    public async Task What_it_refuses_is_said_for_what_it_is(int status, string type, ChannelProblem problem, string words)
    {
        Sink.Instead = request => request.Writes ? new(status, $$"""{"title":"no","detail":"no","type":"{{type}}"}""") : null;
        var no = Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(problem, no.Problem);
        Assert.Contains(words, no.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_window_is_waited_out_by_the_time_that_X_names()
    {
        var reset = TimeProvider.System.GetUtcNow().AddMinutes(9).ToUnixTimeSeconds();
        Sink.Instead = _ => new(429, "{}", ("x-rate-limit-reset", reset.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var later = Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.InRange(later.After!.Value.TotalMinutes, 8, 9.1);
    }

    [Fact]
    public void A_post_with_a_link_costs_more()
    {
        var price = ChannelKinds.Find("x")!.Price!;
        Assert.Equal((0.215m, 1), price.Of(["Plain words.", "See https://www.example.com"]));
    }
}
