using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Channels.LinkedIn;
using Toombos.Connectors.Channels.Threads;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts at LinkedIn.</summary>
public sealed class LinkedInChannelTests : ServiceContract<LinkedInSink>
{
    internal override IChannel Channel(OutboundGate gate) => new LinkedInChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => Mine;

    LinkedInAccount Mine => new() { Server = Sink.Address, AccessToken = Secret, Organization = "42" };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: the harbour (open) #harbour"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Commentary.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Commentary)];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task A_member_posts_as_themselves_and_marks_are_escaped()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Mine with { Organization = null }, Dispatch("one"), Memory, Ct));
        Assert.Equal(("urn:li:person:abc", @"one: the harbour \(open\) \#harbour"), (Sink.Posts[0].Author, Sink.Posts[0].Commentary));
        Assert.Equal(($"https://www.linkedin.com/feed/update/{Sink.Posts[0].Urn}", Sink.Posts[0].Urn), (there.Address, there.Reference));
    }

    [Fact]
    public async Task Where_the_token_may_not_read_a_person_decides()
    {
        Sink.MayRead = false;
        Sink.Lose = IsPublishing;
        Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.True(Assert.IsType<ChannelAnswer.Unclear>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).ForGood);
        Assert.Single(Sink.Posts);
    }

    [Fact]
    public async Task Who_may_be_posted_as_is_listed_the_member_first_and_the_pages_where_they_may_be_read()
    {
        var channel = (IListsPlaces)Channel(OutboundGate.Open);
        Assert.Equal([("", "Ada Höpper, the member"), ("42", "The Harbour")], (await channel.ListAsync(Mine, Ct)).Places.Select(p => (p.Value, p.Label)));
        Sink.MayRead = false;
        Assert.Equal([""], (await channel.ListAsync(Mine, Ct)).Places.Select(p => p.Value));
    }

    [Theory]
    [InlineData(426, ChannelProblem.Version)]
    [InlineData(401, ChannelProblem.Auth)]
    [InlineData(402, ChannelProblem.Billing)]
    public async Task What_it_refuses_is_said_for_what_it_is(int status, ChannelProblem problem)
    {
        Sink.Instead = request => request.Writes ? new(status, "{\"message\":\"no\"}") : null;
        Assert.Equal(problem, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
    }
}

/// <summary>Posts on a Facebook page.</summary>
public sealed class FacebookChannelTests : ServiceContract<GraphSink>
{
    internal override IChannel Channel(OutboundGate gate) => new FacebookChannel(Line(gate));

    protected override ChannelAccount Account => new FacebookAccount { Server = Sink.Address, AccessToken = Secret, Page = "77" };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: the harbour opens"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Message.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Message)];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task A_page_of_a_connected_person_posts_with_the_token_of_its_own()
    {
        Sink.PersonsToken = "persons-token";
        var person = new FacebookAccount { Server = Sink.Address, AccessToken = "persons-token", Connection = Guid.NewGuid().ToString(), Page = "77" };
        var channel = Channel(OutboundGate.Open);
        Assert.Equal([("77", "The Harbour")], (await ((IListsPlaces)channel).ListAsync(person, Ct)).Places.Select(p => (p.Value, p.Label)));
        Assert.All(await channel.CheckAsync(person, Ct), point => Assert.True(point.Good, point.Sentence));
        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(person, Dispatch("one"), Memory, Ct));
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await channel.SendAsync(person with { Page = "78" }, Dispatch("two"), new TestMemory(), Ct)).Problem);
        Assert.Single(Sink.Posts);
    }

    [Theory]
    [InlineData(190, ChannelProblem.Auth)]
    [InlineData(200, ChannelProblem.Permission)]
    [InlineData(368, ChannelProblem.Permission)]
    [InlineData(506, ChannelProblem.Duplicate)]
    [InlineData(1404102, ChannelProblem.Content)]
    [InlineData(2635, ChannelProblem.Version)]
    public async Task Metas_numbers_are_put_into_words(int code, ChannelProblem problem)
    {
        Sink.Instead = request => request.Writes ? new(400, $$$"""{"error":{"message":"no","code":{{{code}}}}}""") : null;
        Assert.Equal(problem, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
    }
}

/// <summary>Threads at Threads: containers first.</summary>
public sealed class ThreadsChannelTests : ServiceContract<ThreadsSink>
{
    internal override IChannel Channel(OutboundGate gate) => new ThreadsChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new ThreadsAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: the harbour opens", $"End of {key}"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Two containers and two posts.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith("/threads_publish", StringComparison.Ordinal);

    [Fact]
    public async Task A_thread_answers_itself_and_says_where_it_is_seen()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal([null, Sink.Posts[0].Id], Sink.Posts.Select(p => p.Answers));
        Assert.Equal($"https://www.threads.com/@harbour/post/{Sink.Posts[0].Id}", there.Address);
        Assert.Contains(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => point.Sentence.StartsWith("2 of 250", StringComparison.Ordinal));
    }
}
