using System.Net;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Mail against a server that refuses, breaks off and falls silent at any step.</summary>
public sealed class EmailChannelTests : ChannelContract, IAsyncLifetime
{
    readonly MailSink sink = MailSink.Start();
    readonly FakeTimeProvider clock = new();
    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "mail.test" } };
    int lookups;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    internal override IChannel Channel(OutboundGate gate) => Mail(gate);

    EmailChannel Mail(OutboundGate? gate = null) => new(options, gate ?? OutboundGate.Open, clock, (_, _) =>
    {
        lookups++;
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }, (_, certificate, _, errors) => errors == System.Net.Security.SslPolicyErrors.RemoteCertificateChainErrors && certificate?.GetCertHashString() == sink.Certificate?.GetCertHashString());

    static EmailAccount To(int port, MailSecurity security = MailSecurity.Auto, string? user = "ada", string host = "mail.test") => new()
    {
        Host = host, Port = port, Security = security, User = user, From = "news@harbour.example", FromName = "Harbour, \"News\"", ReplyTo = "ask@harbour.example", Password = user is null ? null : Secret,
    };

    protected override ChannelAccount Account
    {
        get
        {
            sink.SignIn ??= ("ada", Secret);
            return To(sink.Port);
        }
    }

    protected override Dispatch Dispatch(string key) => Letter(key);

    static Dispatch.Mail Letter(string key = "one") => new()
    {
        Key = key, To = "grace@example.com", ToName = "Grace Höpper", Subject = "Neues vom Hafen – 你好", Html = "<p>Hei 👋</p>", Text = "Hei 👋\n.\nEnd",
        Date = new(2026, 11, 26, 9, 0, 0, TimeSpan.FromHours(1)), UnsubscribeAddress = $"https://toombos.example/unsubscribe/{new string('x', 300)}?list=1", ListId = "Harbour news <news.harbour.example>",
    };

    protected override int Arrived(string key) => sink.Mails.Select(m => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(m[2..])), Ct).MessageId).Where(id => id == key + "@harbour.example").Distinct().Count();

    protected override int Touched => lookups + sink.Connections;

    protected override bool LoseAnswers(bool lose)
    {
        sink.Answer = line => lose && line == "." ? MailSink.Cut : null;
        return true;
    }

    protected override IReadOnlyList<string> Secrets => [Secret, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0ada\0{Secret}"))];

    protected override void RefuseLoudly() => sink.SignIn = ("ada", "another");

    Task<ChannelAnswer> SendAsync(Dispatch.Mail? letter = null) => Mail().SendAsync(Account, letter ?? Letter(), Ct);

    [Fact]
    public async Task A_mail_carries_what_lists_owe_their_readers_each_on_one_line()
    {
        var taken = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync());
        Assert.Equal((false, "Q1"), (taken.Confirmed, taken.Reference));
        var raw = Assert.Single(sink.Mails);
        var lines = raw[2..raw.IndexOf("\r\n\r\n", 2, StringComparison.Ordinal)].Split("\r\n");
        Assert.Contains($"List-Unsubscribe: <https://toombos.example/unsubscribe/{new string('x', 300)}?list=1>", lines);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", lines);
        Assert.Contains("List-Id: Harbour news <news.harbour.example>", lines);
        Assert.Contains("Precedence: bulk", lines);
        var mail = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(raw[2..])), Ct);
        Assert.Equal(("one@harbour.example", "Neues vom Hafen – 你好"), (mail.MessageId, mail.Subject));
        Assert.Equal(("Harbour, \"News\"", "Grace Höpper", "ask@harbour.example"), (mail.From.Mailboxes.Single().Name, mail.To.Mailboxes.Single().Name, mail.ReplyTo.Mailboxes.Single().Address));
        Assert.Equal(Letter().Date, mail.Date);
        Assert.Equal(("<p>Hei 👋</p>", "Hei 👋\n.\nEnd"), (mail.HtmlBody?.Trim(), mail.TextBody?.ReplaceLineEndings("\n").Trim()));
        Assert.Equal("multipart/alternative", mail.Body!.ContentType.MimeType);
        Assert.False(mail.Headers.Contains(HeaderId.AutoSubmitted));
        Assert.DoesNotContain(raw.Split("\r\n"), line => line.Length > 998);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: eve@evil.example", "Grace\r\nBcc: eve@evil.example", "news <n>\r\nBcc: eve@evil.example")]
    [InlineData("Hello\nBcc: eve@evil.example\n\nBody", "\"><script>", "news\u2028Bcc: eve@evil.example")]
    public async Task What_people_write_begins_no_header(string subject, string name, string list)
    {
        await SendAsync(Letter() with { Subject = subject, ToName = name, ListId = list });
        var mail = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(sink.Mails)[2..])), Ct);
        Assert.Empty(mail.Bcc);
        Assert.Equal("grace@example.com", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Single(sink.Commands, c => c.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grace@example.com\r\nRCPT TO:<eve@evil.example>")]
    [InlineData("grace@example.com, eve@evil.example")]
    [InlineData("Grace <grace@example.com>")]
    [InlineData("grace")]
    [InlineData("")]
    [InlineData("<grace@example.com>")]
    public async Task What_is_no_single_address_is_not_written_to(string to)
    {
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Letter() with { To = to })).Problem);
        Assert.Equal(0, Touched);
    }

    [Theory]
    [InlineData("javascript:alert(1)"), InlineData("/relative"), InlineData("https://x.example/a>\r\nBcc: eve@evil.example\r\nX: <")]
    public async Task An_address_for_unsubscribing_that_is_none_can_not_break_a_header(string address)
    {
        await SendAsync(Letter() with { UnsubscribeAddress = address });
        Assert.DoesNotContain(sink.Mails, m => m.Contains("\r\nBcc", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("CONNECT", "554 5.7.1 go away", "Permission")]
    [InlineData("AUTH", "535 5.7.8 wrong", "Auth")]
    [InlineData("MAIL", "530 5.7.0 sign in", "Auth")]
    [InlineData("MAIL", "550 5.7.1 not yours", "Permission")]
    [InlineData("MAIL", "552 5.3.4 Message size exceeds fixed limit", "Content")]
    [InlineData("RCPT", "550 5.1.1 no such user", "Content")]
    [InlineData("RCPT", "550 5.1.8 <news@harbour.example>: Sender address rejected: Domain not found", "Permission")]
    [InlineData("RCPT", "552 5.2.2 mailbox full", "Quota")]
    [InlineData("RCPT", "554 5.7.1 relay denied", "Permission")]
    [InlineData("DATA", "554 no", "Unknown")]
    [InlineData(".", "552 5.3.4 too big", "Content")]
    [InlineData(".", "554 5.7.1 spam", "Content")]
    public async Task A_refusal_is_told_by_what_must_be_done(string at, string answer, string problem)
    {
        sink.Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? answer : null;
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync());
        Assert.Equal(problem, refused.Problem.ToString());
        Assert.Contains(answer[4..], refused.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT", "421 4.7.0 too many connections", "Rate", null)]
    [InlineData("AUTH", "454 4.7.0 temporarily", "Rate", null)]
    [InlineData("MAIL", "451 4.3.0 try later", "Transient", null)]
    [InlineData("RCPT", "450 4.2.0 greylisted, try again in 300 seconds", "Rate", 300)]
    [InlineData("RCPT", "450 4.7.1 come back in 5 minutes", "Rate", 300)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", "Quota", null)]
    [InlineData(".", "451 4.7.1 wait 999999 h", "Rate", 86400)]
    public async Task What_may_work_later_is_told_with_how_long_to_wait(string at, string answer, string problem, int? seconds)
    {
        sink.Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? answer : null;
        var later = Assert.IsType<ChannelAnswer.TryLater>(await SendAsync());
        Assert.Equal((problem, seconds), (later.Problem.ToString(), (int?)later.After?.TotalSeconds));
    }

    [Theory]
    [InlineData("CONNECT"), InlineData("EHLO"), InlineData("AUTH"), InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA")]
    public async Task A_line_that_breaks_before_the_final_dot_sent_nothing(string at)
    {
        sink.Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? MailSink.Cut : null;
        Assert.IsType<ChannelAnswer.TryLater>(await SendAsync());
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("RCPT", typeof(ChannelAnswer.TryLater))]
    [InlineData(".", typeof(ChannelAnswer.Unclear))]
    public async Task Silence_ends_with_our_patience(string at, Type outcome)
    {
        var silent = new TaskCompletionSource();
        sink.Answer = line =>
        {
            if (!line.StartsWith(at, StringComparison.Ordinal)) return null;
            silent.TrySetResult();
            return MailSink.Silence;
        };
        var sending = SendAsync();
        await silent.Task.WaitAsync(Ct);
        clock.Advance(MailSession.Patience);
        Assert.IsType(outcome, await sending);
    }

    [Fact]
    public async Task One_line_carries_a_whole_batch_and_is_made_anew_when_it_breaks()
    {
        var account = Account;
        await using (var session = Mail().Open(account))
        {
            for (var i = 0; i < 3; i++) Assert.IsType<ChannelAnswer.Delivered>(await session.SendAsync(Letter($"k{i}"), Ct));
            Assert.Equal(1, sink.Connections);

            sink.Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 unknown" : null;
            Assert.IsType<ChannelAnswer.Rejected>(await session.SendAsync(Letter("k3"), Ct));
            var closing = 1;
            sink.Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) && closing-- > 0 ? "421 4.4.2 enough" : null;
            Assert.IsType<ChannelAnswer.Delivered>(await session.SendAsync(Letter("k4"), Ct));
            Assert.Equal(2, sink.Connections);

            sink.Answer = line => line == "." ? MailSink.Cut : null;
            Assert.IsType<ChannelAnswer.Unclear>(await session.SendAsync(Letter("k5"), Ct));
            sink.Answer = _ => null;
            Assert.IsType<ChannelAnswer.Delivered>(await session.SendAsync(Letter("k6"), Ct));
        }
        Assert.Equal((3, "QUIT"), (sink.Connections, sink.Commands[^1]));
        Assert.Equal([1, 1, 1, 0, 1, 1, 1], Enumerable.Range(0, 7).Select(i => sink.Count($"k{i}@")));
    }

    [Theory]
    [InlineData(MailSecurity.StartTls), InlineData(MailSecurity.Auto), InlineData(MailSecurity.Tls)]
    public async Task Over_TLS_the_certificate_must_be_right(MailSecurity security)
    {
        (sink.Certificate, sink.TlsAtOnce, sink.SignIn) = (MailSink.SelfSigned("mail.test"), security == MailSecurity.Tls, ("ada", Secret));
        Assert.IsType<ChannelAnswer.Delivered>(await Mail().SendAsync(To(sink.Port, security), Letter(), Ct));
        var strict = new EmailChannel(options, OutboundGate.Open, clock, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), (_, _, _, errors) => errors == System.Net.Security.SslPolicyErrors.None);
        var refused = Assert.IsType<ChannelAnswer.TryLater>(await strict.SendAsync(To(sink.Port, security), Letter(), Ct));
        Assert.Contains("certificate", refused.Sentence, StringComparison.Ordinal);
        Assert.Single(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_no_password_where_it_is_asked_for()
    {
        sink.SignIn = ("ada", Secret);
        Assert.Equal(ChannelProblem.Version, Assert.IsType<ChannelAnswer.Rejected>(await Mail().SendAsync(To(sink.Port, MailSecurity.StartTls), Letter(), Ct)).Problem);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("smtp.example.com", 587, MailSecurity.None, "unprotected")]
    [InlineData("smtp.example.com", 22, MailSecurity.Tls, "Port 22")]
    [InlineData("smtp.example.com", 587, MailSecurity.Auto, "private network")]
    [InlineData("127.0.0.1", 587, MailSecurity.Auto, "private network")]
    [InlineData("[::1]", 465, MailSecurity.Auto, "private network")]
    [InlineData("smtp example com\r\n", 587, MailSecurity.Auto, "no name of a host")]
    public async Task A_server_that_may_not_be_called_is_not(string host, int port, MailSecurity security, string words)
    {
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Mail().SendAsync(To(port, security, host: host), Letter(), Ct));
        Assert.Contains(words, refused.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, sink.Connections);
    }

    [Fact]
    public async Task A_check_says_what_the_server_said_and_goes_no_further()
    {
        sink.Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "553 5.7.1 not your address" : null;
        var points = await Mail().CheckAsync(Account, Ct);
        Assert.Equal([true, true, false], points.Select(p => p.Good));
        Assert.Contains("5.7.1 not your address", points[2].Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("DATA", StringComparison.Ordinal));
        Assert.Equal(["Connection"], (await Mail().CheckAsync(To(1), Ct)).Select(p => p.Name));
    }
}
