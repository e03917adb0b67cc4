using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Mail through Postfix, which asks Dovecot who may send, and read over IMAP.</summary>
public sealed class RealMailTests : IAsyncLifetime
{
    static readonly X509Certificate2 Certificate = X509CertificateLoader.LoadCertificateFromFile(RealServers.MailCertificate);

    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "localhost" } };
    readonly string run = Guid.NewGuid().ToString("N")[..10];
    readonly LossyLine line = new(RealServers.Mail.Port);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => line.DisposeAsync();

    EmailChannel Mail(bool trusting = true) => new(options, OutboundGate.Open, TimeProvider.System, RealServers.ResolveAsync, (_, certificate, _, _) => trusting && certificate?.GetCertHashString() == Certificate.GetCertHashString());

    EmailAccount Account => new()
    {
        Host = "localhost", Port = line.Port, Security = MailSecurity.StartTls, User = RealServers.Mail.SignIn().User, Password = RealServers.Mail.SignIn().Password, From = "news@harbour.test", FromName = "Harbour, \"News\"",
    };

    Dispatch.Mail Letter(string key, string to = "reader@harbour.test", string? text = null) => new()
    {
        Key = $"{key}-{run}", To = to, ToName = "Grace Höpper", Subject = "Neues vom Hafen – 你好", Html = "<p>Hei 👋</p>", Text = text ?? "Hei 👋\n.\nEnd",
        Date = new(2026, 11, 26, 9, 0, 0, TimeSpan.FromHours(1)), UnsubscribeAddress = $"https://toombos.example/unsubscribe/{new string('x', 300)}?list=1", ListId = "Harbour news <news.harbour.example>",
    };

    Task<ChannelAnswer> SendAsync(Dispatch.Mail letter, EmailAccount? account = null, bool trusting = true) => Mail(trusting).SendAsync(account ?? Account, letter, Ct);

    /// <summary>What came under a key so far.</summary>
    async Task<IReadOnlyList<MimeMessage>> CameAsync(string key)
    {
        using var client = new ImapClient();
        var (address, (user, password)) = (RealServers.Mailbox, RealServers.Mailbox.SignIn());
        await client.ConnectAsync(address.Host, address.Port, MailKit.Security.SecureSocketOptions.None, Ct);
        await client.AuthenticateAsync(user, password, Ct);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, Ct);
        var mails = new List<MimeMessage>();
        foreach (var id in await client.Inbox.SearchAsync(SearchQuery.HeaderContains("Message-Id", $"<{key}-{run}@"), Ct)) mails.Add(await client.Inbox.GetMessageAsync(id, Ct));
        await client.DisconnectAsync(quit: true, Ct);
        return mails;
    }

    /// <summary>Postfix takes a mail first and puts it into the mailbox afterwards.</summary>
    async Task<MimeMessage> ComesOnceAsync(string key)
    {
        // Postfix delivers in order of arrival: once this one is there, whatever else came before is too.
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(Letter($"after-{key}")));
        while ((await CameAsync($"after-{key}")).Count == 0) await Task.Delay(50, Ct);
        while (await CameAsync(key) is var came)
        {
            if (came.Count > 0) return Assert.Single(came);
            await Task.Delay(50, Ct);
        }
        throw new InvalidOperationException("It never came.");
    }

    [Fact]
    public async Task A_letter_comes_as_it_was_written_over_a_secured_line()
    {
        var taken = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(Letter("one")));
        Assert.False(taken.Confirmed);
        Assert.Matches("^[0-9A-Za-z]{8,}$", taken.Reference);
        var mail = await ComesOnceAsync("one");
        Assert.Equal(("Neues vom Hafen – 你好", "Harbour, \"News\"", "Grace Höpper"), (mail.Subject, mail.From.Mailboxes.Single().Name, mail.To.Mailboxes.Single().Name));
        Assert.Equal(("<p>Hei 👋</p>", "Hei 👋\n.\nEnd"), (mail.HtmlBody?.Trim(), mail.TextBody?.ReplaceLineEndings("\n").Trim()));
        Assert.Equal($"<https://toombos.example/unsubscribe/{new string('x', 300)}?list=1>", mail.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Contains(taken.Reference!, mail.Headers[HeaderId.Received], StringComparison.Ordinal);
        Assert.Contains("with ESMTPSA", mail.Headers[HeaderId.Received], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_told_to_come_again_is_told_so_and_the_same_letter_is_taken_then()
    {
        var letter = Letter("grey", $"grey-{run}@harbour.test");
        var later = Assert.IsType<ChannelAnswer.TryLater>(await SendAsync(letter));
        Assert.Equal(ChannelProblem.Rate, later.Problem);
        Assert.Contains("Greylisted", later.Answer, StringComparison.Ordinal);
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(letter));
        await ComesOnceAsync("grey");
    }

    [Theory]
    [InlineData("full@harbour.test", ChannelProblem.Quota, "Mailbox full")]
    [InlineData("nobody@harbour.test", ChannelProblem.Content, "5.1.1")]
    [InlineData("busy@harbour.test", null, "Too busy")]
    public async Task What_a_mail_server_refuses_is_told_by_what_must_be_done_and_the_line_serves_the_next(string to, ChannelProblem? problem, string said)
    {
        await using var session = Mail().Open(Account);
        var answer = await session.SendAsync(Letter("not", to), Ct);
        var (of, words) = answer is ChannelAnswer.Rejected rejected ? (rejected.Problem, rejected.Answer) : (default(ChannelProblem?), Assert.IsType<ChannelAnswer.TryLater>(answer).Answer);
        Assert.Equal(problem, of);
        Assert.Contains(said, words, StringComparison.Ordinal);
        Assert.IsType<ChannelAnswer.Delivered>(await session.SendAsync(Letter("next"), Ct));
        Assert.Empty(await CameAsync("not"));
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_refused_before_it_is_sent()
    {
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Letter("large", text: new string('x', 300_000)))).Problem);
    }

    [Fact]
    public async Task A_mail_taken_by_a_server_that_then_falls_silent_is_never_sent_again_blindly()
    {
        line.LoseAfter(90_000);
        Assert.IsType<ChannelAnswer.Unclear>(await SendAsync(Letter("lost", text: string.Concat(Enumerable.Repeat(new string('x', 900) + "\n", 120)))));
        Assert.Equal(1, line.Lost);
        Assert.Equal(AfterSilence.AskPerson, Mail().AfterSilence);
        Assert.IsType<ReadBack.CannotTell>(await Mail().FindAsync(Account, Letter("lost"), Ct));
        await ComesOnceAsync("lost");
    }

    [Fact]
    public async Task A_check_says_what_is_wrong_and_sends_nothing()
    {
        Assert.All(await Mail().CheckAsync(Account, Ct), point => Assert.True(point.Good, point.Sentence));
        async Task<(string, ChannelProblem?)> BadAsync(EmailAccount account, bool trusting = true) => Assert.Single(await Mail(trusting).CheckAsync(account, Ct), p => !p.Good) is var point ? (point.Name, point.Problem) : default;
        Assert.Equal(("Sign-in", ChannelProblem.Auth), await BadAsync(Account with { Password = "wrong" }));
        Assert.Equal(("Sender", ChannelProblem.Permission), await BadAsync(Account with { From = "somebody@else.test" }));
        Assert.Equal(("Connection", ChannelProblem.Transient), await BadAsync(Account, trusting: false));
        var foreign = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Letter("foreign"), Account with { From = "somebody@else.test" }));
        Assert.Contains("this sender", foreign.Sentence, StringComparison.Ordinal);
        Assert.IsNotType<ChannelAnswer.Delivered>(await SendAsync(Letter("open"), Account with { Security = MailSecurity.None, User = null, Password = null }));
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Letter("wrong"), Account with { Password = "wrong" })).Problem);
    }
}
