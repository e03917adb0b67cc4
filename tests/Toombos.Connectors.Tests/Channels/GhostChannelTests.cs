using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Ghost;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts of a Ghost site.</summary>
public sealed class GhostChannelTests : ServiceContract<GhostSink>
{
    const string Key = "64a1b2c3d4e5f60718293a4b:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    internal override IChannel Channel(OutboundGate gate) => new GhostChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new GhostAccount { Site = Sink.Address, AdminKey = Key };

    protected override IReadOnlyList<string> Secrets => [Key, Key.Split(':')[1]];

    protected override Dispatch Dispatch(string key) => Article(key);

    static Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = $"<h2>Ferries</h2><p>{key} sails.</p>", Markdown = "", Excerpt = new string('e', 400), Tags = ["ferry"], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human,
    };

    protected override void Prepare() => Sink.Key = Key;

    protected override int Arrived(string key) => Sink.Posts.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task The_text_goes_in_whole_and_what_is_too_long_beside_it_is_cut()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var post = Assert.Single(Sink.Posts);
        Assert.Contains("<!--kg-card-begin: html-->\n<h2>Ferries</h2>", $"{post["html"]}", StringComparison.Ordinal);
        Assert.Equal((300, "published", "https://harbour.example/one/"), ($"{post["custom_excerpt"]}".Length, $"{post["status"]}", there.Address));
    }

    [Fact]
    public async Task A_later_version_takes_its_place_although_somebody_changes_it_meanwhile()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var touched = false;
        Sink.Lose = request =>
        {
            if (!touched && request is { Method: "GET" } && request.Path.Contains(there.Reference!, StringComparison.Ordinal)) Sink.Touch();
            touched |= request.Method == "GET";
            return false;
        };
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("one") with { Key = "second", Html = "<p>Weekly.</p>", Replaces = there.Reference }, new TestMemory(), Ct));
        Assert.Contains("Weekly", $"{Assert.Single(Sink.Posts)["html"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_taken_away_asks_for_another()
    {
        Sink.Key = "000000000000000000000000:" + new string('0', 64);
        Assert.Equal(ChannelProblem.Auth, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => !point.Good).Problem);
    }
}
