using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.DevTo;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Articles at DEV.</summary>
public sealed class DevToChannelTests : ServiceContract<ForemSink>
{
    internal override IChannel Channel(OutboundGate gate) => new DevToChannel(Line(gate));

    protected override ChannelAccount Account => new DevToAccount { Server = Sink.Address, ApiKey = Secret, Series = "Harbour" };

    protected override Dispatch Dispatch(string key) => new Dispatch.Article
    {
        Key = key, Title = $"{key} & more", Slug = key, Html = "", Markdown = $"## Ferries\n\n{key} sails.\n", Excerpt = "Short.", Tags = ["Car ferry", "harbour", "c#", "news", "sea", "!"], Language = "en",
        At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Assisted,
    };

    protected override void Prepare() => Sink.Key = Secret;

    protected override int Arrived(string key) => Sink.Articles.Count(p => $"{p["title"]}".StartsWith(key + " ", StringComparison.Ordinal));

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Articles.Select(p => $"{p["title"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task Tags_are_made_to_fit_and_what_a_model_wrote_is_said_in_its_field()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        var article = Assert.Single(Sink.Articles);
        Assert.Equal("""["carferry","harbour","c","news"]""", article["tags"]!.ToJsonString());
        Assert.Equal(("some_ai", "Harbour"), ($"{article["ai_disclosure_level"]}", $"{article["series"]}"));
    }

    [Fact]
    public async Task What_somebody_published_before_is_said_to_be_a_duplicate()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        Assert.Equal(ChannelProblem.Duplicate, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct)).Problem);
    }
}
