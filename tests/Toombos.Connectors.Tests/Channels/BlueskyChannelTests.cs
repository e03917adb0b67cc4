using System.Text.Json.Nodes;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bluesky;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Threads on Bluesky: records under names that follow from the dispatch.</summary>
public sealed class BlueskyChannelTests : ServiceContract<PdsSink>
{
    readonly BlueskySessions sessions = new();
    readonly DateTimeOffset at = new(2026, 11, 27, 9, 0, 0, TimeSpan.FromHours(1));

    internal override IChannel Channel(OutboundGate gate) => new BlueskyChannel(Line(gate), sessions, Cards(gate));

    protected override ChannelAccount Account => new BlueskyAccount { Server = Sink.Address, Handle = "@harbour.example", AppPassword = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: Grüße 👋 to @pilot.example and @nobody.example, see https://harbour.org/x #harbour", $"Second of {key}", $"End of {key}"], "en-GB", at, AiUse.Human) { Key = key };

    protected override void Prepare() => Sink.Password = Secret;

    protected override int Arrived(string key) => Sink.Records.Count(p => $"{p.Record["text"]}".StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Signing in and three posts.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Shown => [.. Sink.Records.Select(p => $"{p.Record["text"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith(".putRecord", StringComparison.Ordinal);

    [Fact]
    public async Task A_thread_answers_itself_and_marks_links_tags_and_people_at_their_bytes()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var records = Sink.Records;
        Assert.Equal(["one: Grüße 👋 to @pilot.example and @nobody.example, see https://harbour.org/x #harbour", "Second of one", "End of one"], Shown);
        var facets = records[0].Record["facets"]!.AsArray();
        Assert.Equal(["app.bsky.richtext.facet#mention", "app.bsky.richtext.facet#link", "app.bsky.richtext.facet#tag"], facets.Select(f => $"{f!["features"]![0]!["$type"]}"));
        var text = System.Text.Encoding.UTF8.GetBytes($"{records[0].Record["text"]}");
        Assert.Equal(["@pilot.example", "https://harbour.org/x", "#harbour"], facets.Select(f => System.Text.Encoding.UTF8.GetString(text[(int)f!["index"]!["byteStart"]!..(int)f["index"]!["byteEnd"]!])));
        Assert.Equal(there.Reference!.Split(' ')[0], $"{records[2].Record["reply"]!["root"]!["uri"]}");
        Assert.EndsWith(records[1].Key, $"{records[2].Record["reply"]!["parent"]!["uri"]}", StringComparison.Ordinal);
        Assert.Equal("2026-11-27T08:00:00.000Z", $"{records[0].Record["createdAt"]}");
        Assert.EndsWith($"/post/{records[0].Key}", there.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_session_serves_many_posts_and_is_renewed_when_it_runs_out()
    {
        for (var i = 0; i < 3; i++) Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch($"k{i}"), new TestMemory(), Ct));
        Sink.Expire();
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("k3"), new TestMemory(), Ct));
        Assert.Equal((1, 12), (Sink.SignIns, Sink.Records.Count));
    }

    [Fact]
    public async Task The_same_thread_without_any_memory_changes_nothing()
    {
        for (var i = 0; i < 2; i++) Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct));
        Assert.Equal((3, 3), (Sink.Records.Count, Sink.Commits));
    }

    [Theory]
    [InlineData("AuthFactorTokenRequired", ChannelProblem.Auth, "app password")]
    [InlineData("AccountTakedown", ChannelProblem.Permission, "closed")]
    public async Task Why_nobody_is_let_in_is_said(string error, ChannelProblem problem, string word)
    {
        Sink.Instead = request => request.Writes ? ServiceReply.Of(new JsonObject { ["error"] = error, ["message"] = "x" }, 401) : null;
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(problem, refused.Problem);
        Assert.Contains(word, refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_posts_sort_by_time_and_differ()
    {
        var names = Enumerable.Range(0, 500).Select(i => RecordKey.Of($"tb_{i}", 0, at)).ToHashSet();
        Assert.Equal(500, names.Count);
        Assert.All(names, name => Assert.Matches("^[234567a-j][234567a-z]{12}$", name));
        Assert.True(string.CompareOrdinal(RecordKey.Of("a", 0, at), RecordKey.Of("a", 1, at)) < 0);
        Assert.True(string.CompareOrdinal(RecordKey.Of("a", 9, at), RecordKey.Of("b", 0, at.AddSeconds(1))) < 0);
    }
}
