using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Brevo;
using Toombos.Connectors.Channels.Postmark;
using Toombos.Connectors.Channels.Resend;
using Toombos.Connectors.Channels.SendGrid;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The exam of services that send mails: one letter each, with what lists owe their readers, and no second one after a lost answer.</summary>
public abstract class MailApiContract<T> : ChannelContract, IAsyncLifetime where T : MailApiSink, new()
{
    readonly LoopbackHttp http = new();
    T? sink;

    protected T Sink => sink!;

    public async ValueTask InitializeAsync()
    {
        sink = await ServiceSink.StartAsync<T>();
        Sink.Key = Secret;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Toombos.Connectors.Channels.Api.ApiLine Line(OutboundGate gate) => http.Line(gate);

    protected override Dispatch Dispatch(string key) => Letter(key);

    protected static Dispatch.Mail Letter(string key, string to = "grace@example.com") => new()
    {
        Key = key, To = to, ToName = "Grace \"G\" Höpper", Subject = "Neues\r\nBcc: eve@evil.example", Html = "<p>Hei 👋</p>", Text = "Hei 👋", Date = TimeProvider.System.GetUtcNow(),
        UnsubscribeAddress = "https://toombos.example/unsubscribe/x", ListId = "Harbour news <news.harbour.example>",
    };

    /// <summary>Programs of readers show what has the same name once.</summary>
    protected override int Arrived(string key) => Sink.Mails.Where(m => m.Key == key).Select(m => Plain(m.Mail).Contains($"<{key}@harbour.example>", StringComparison.Ordinal) ? key : Guid.NewGuid().ToString()).Distinct().Count();

    static string Plain(System.Text.Json.Nodes.JsonObject mail) => System.Text.RegularExpressions.Regex.Unescape(mail.ToJsonString());

    protected override int Touched => Sink.Taken.Count;

    protected override bool LoseAnswers(bool lose)
    {
        Sink.Lose = request => lose && request.Writes;
        return true;
    }

    protected override void RefuseLoudly() => Sink.RefuseLoudly();

    [Fact]
    public async Task A_letter_can_be_left_with_one_click_and_no_name_begins_another_header()
    {
        var taken = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.False(taken.Confirmed);
        Assert.NotNull(taken.Reference);
        var mail = Plain(Assert.Single(Sink.Mails).Mail);
        Assert.Contains("<https://toombos.example/unsubscribe/x>", mail, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
        Assert.Contains("Neues  Bcc: eve@evil.example", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_one()
    {
        Sink.Key = "another";
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Assert.Equal(ChannelProblem.Auth, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct)).Problem);
    }
}

public sealed class ResendChannelTests : MailApiContract<ResendSink>
{
    internal override IChannel Channel(OutboundGate gate) => new ResendChannel(Line(gate));

    protected override ChannelAccount Account => Mine;

    ResendAccount Mine => new() { Server = Sink.Address, From = "news@harbour.example", FromName = "Harbour", ApiKey = Secret };

    [Fact]
    public async Task A_sender_whose_domain_is_not_verified_is_told_so() =>
        Assert.Contains("Verify the sender's domain", Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Mine with { From = "x@evil.example" }, Dispatch("one"), Memory, Ct)).Sentence, StringComparison.Ordinal);
}

public sealed class PostmarkChannelTests : MailApiContract<PostmarkSink>
{
    internal override IChannel Channel(OutboundGate gate) => new PostmarkChannel(Line(gate));

    protected override ChannelAccount Account => new PostmarkAccount { Server = Sink.Address, From = "news@harbour.example", FromName = "Harbour", ApiKey = Secret };

    [Fact]
    public async Task A_receiver_to_whom_it_writes_no_more_is_to_be_taken_off_the_list() =>
        Assert.Contains("off the list", Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Letter("one", "gone@example.com"), Memory, Ct)).Sentence, StringComparison.Ordinal);
}

public sealed class SendGridChannelTests : MailApiContract<SendGridSink>
{
    internal override IChannel Channel(OutboundGate gate) => new SendGridChannel(Line(gate));

    protected override ChannelAccount Account => new SendGridAccount { Server = Sink.Address, From = "news@harbour.example", FromName = "Harbour", ApiKey = Secret };

    [Fact]
    public void Accounts_in_the_european_union_are_called_there()
    {
        Assert.Equal("https://api.eu.sendgrid.com", new SendGridAccount { Region = SendGridRegion.Eu }.Server);
        Assert.Equal("https://api.sendgrid.com", new SendGridAccount().Server);
    }
}

public sealed class BrevoChannelTests : MailApiContract<BrevoSink>
{
    internal override IChannel Channel(OutboundGate gate) => new BrevoChannel(Line(gate));

    protected override ChannelAccount Account => new BrevoAccount { Server = Sink.Address, From = "news@harbour.example", FromName = "Harbour", ReplyTo = "ask@harbour.example", ApiKey = Secret };
}
