using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Discord;
using Toombos.Connectors.Channels.Slack;
using Toombos.Connectors.Channels.Telegram;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Messages of a Telegram bot, which can't be asked what it has posted.</summary>
public sealed class TelegramChannelTests : BlindContract<TelegramSink>
{
    const string Token = "123456:Zq8-never-show-this-0042-aaaa";

    internal override IChannel Channel(OutboundGate gate) => new TelegramChannel(Line(gate));

    protected override ChannelAccount Account => new TelegramAccount { Server = Sink.Address, Chat = "@harbour_news", BotToken = Token };

    protected override IReadOnlyList<string> Secrets => [Token];

    protected override void Prepare() => Sink.Token = Token;

    protected override IReadOnlyList<string> Shown => [.. Sink.Messages.Select(m => m.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith("/sendMessage", StringComparison.Ordinal);

    [Fact]
    public async Task A_thread_answers_itself_in_the_chat()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal([null, 11], Sink.Messages.Select(m => m.Answers));
        Assert.Equal("https://t.me/harbour_news/11", there.Address);
    }

    [Fact]
    public async Task A_bot_that_was_thrown_out_is_told_from_one_that_nobody_knows()
    {
        Sink.Status = "kicked";
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Assert.Equal(ChannelProblem.Permission, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => !point.Good).Problem);
        Sink.Token = "another";
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Sink.Token = Token;
        Sink.Instead = _ => new(429, """{"ok":false,"description":"Too Many Requests: retry after 33","parameters":{"retry_after":33}}""");
        Assert.Equal(TimeSpan.FromSeconds(33), Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).After);
    }
}

/// <summary>Messages through a Discord webhook.</summary>
public sealed class DiscordChannelTests : BlindContract<DiscordSink>
{
    internal override IChannel Channel(OutboundGate gate) => new DiscordChannel(Line(gate));

    protected override ChannelAccount Account => new DiscordAccount { Webhook = $"{Sink.Address}/api/webhooks/42/{Secret}", Name = "Harbour" };

    protected override void Prepare() => Sink.Token = Secret;

    protected override IReadOnlyList<string> Shown => [.. Sink.Messages.Select(m => $"{m.Message["content"]}")];

    protected override bool IsPublishing(TakenRequest request) => request.Method == "POST";

    [Fact]
    public async Task Nobody_is_pinged_by_what_a_text_says()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Posts(["Hello @everyone"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = "one" }, Memory, Ct);
        Assert.Equal("""{"parse":[]}""", Assert.Single(Sink.Messages).Message["allowed_mentions"]!.ToJsonString());
    }

    [Fact]
    public async Task A_webhook_that_was_deleted_is_gone_for_good()
    {
        Sink.Token = "another";
        Assert.True(Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)) is { Gone: true, Problem: ChannelProblem.Auth });
    }
}

/// <summary>Messages through an incoming webhook of Slack, which can't be taken away.</summary>
public sealed class SlackChannelTests : BlindContract<SlackSink>
{
    internal override IChannel Channel(OutboundGate gate) => new SlackChannel(Line(gate));

    protected override ChannelAccount Account => new SlackAccount { Webhook = $"{Sink.Address}/services/T1/B1/{Secret}" };

    protected override void Prepare() => Sink.Token = Secret;

    protected override IReadOnlyList<string> Shown => Sink.Messages;

    protected override bool IsPublishing(TakenRequest request) => request.Json.ContainsKey("text");

    [Fact]
    public async Task Only_the_three_characters_that_slack_reads_are_escaped()
    {
        await Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Posts(["a < b & c > d *e*"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = "one" }, Memory, Ct);
        Assert.Equal("a &lt; b &amp; c &gt; d *e*", Assert.Single(Sink.Messages));
    }
}
