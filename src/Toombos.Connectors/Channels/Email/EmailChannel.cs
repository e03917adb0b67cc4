using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Email;

/// <summary>Hands mails to a mail server by SMTP. A server that took a mail can't be asked for it, so after silence a person decides.</summary>
public sealed class EmailChannel : IBatchChannel
{
    /// <summary>Somebody sits before the screen and waits.</summary>
    static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(30);

    readonly MailLine _line;
    readonly OutboundGate _gate;
    readonly TimeProvider _time;

    public EmailChannel(IOptions<OutboundHttpOptions> options, OutboundGate gate, TimeProvider time)
        : this(options.Value, gate, time, Dns.GetHostAddressesAsync, (_, _, _, errors) => errors == SslPolicyErrors.None)
    {
    }

    internal EmailChannel(OutboundHttpOptions options, OutboundGate gate, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve, RemoteCertificateValidationCallback trust) =>
        (_line, _gate, _time) = (new(options, new(new(options), resolve), trust), gate, time);

    public static Connector Kind { get; } = new()
    {
        Kind = "email", Name = "Email", Purpose = "Mails to your list through your own mail server.", Publishes = Publishes.Letters, Trial = Trial.Letter, Pictures = PictureWay.Linked, Takes = ["email"], Form = AccountForm.Of<EmailAccount>(),
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.AskPerson;

    public IChannelSession Open(ChannelAccount account) => new MailSession(_line, Mine(account), _gate, _time);

    public async Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        await using var session = Open(account);
        return await session.SendAsync(dispatch, ct);
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        Task.FromResult<ReadBack>(new ReadBack.CannotTell("A mail server can't be asked whether it took a mail. Its log, or a receiver, knows by the Message-ID."));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var (email, points) = (Mine(account), new List<CheckedPoint>());
        ct.ThrowIfCancellationRequested();
        if (_gate.Refusal is { } closed) return [new(false, "Permission", closed.Sentence)];
        if (_line.Refusal(email) is { } refused) return [new(false, "Settings", refused.Sentence)];
        using var limit = new CancellationTokenSource(CheckPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var step = "Connection";
        try
        {
            using var client = await _line.ConnectAsync(email, either.Token);
            points.Add(new(true, step, client.IsEncrypted ? $"{email.Host} answers on port {email.Port}, over {client.SslProtocol}." : $"{email.Host} answers on port {email.Port}. The line is not encrypted."));
            step = "Sign-in";
            await MailLine.SignInAsync(client, email, either.Token);
            points.Add(new(true, step, string.IsNullOrEmpty(email.User) ? "No user is set, so nobody signs in." : "User and password are accepted."));
            step = "Sender";
            points.Add(SenderPoint(step, await client.AskSenderAsync(email.From, either.Token), email));
            await client.DisconnectAsync(quit: true, either.Token);
        }
        catch (Exception failure) when (MailOutcome.IsExpected(failure))
        {
            ct.ThrowIfCancellationRequested();
            if (points.All(p => p.Name != "Sender")) points.Add(CheckedPoints.Bad(step, MailOutcome.Failed(failure, email)));
        }
        return points;
    }

    static CheckedPoint SenderPoint(string name, MailKit.Net.Smtp.SmtpResponse answer, EmailAccount email) => (int)answer.StatusCode < 300
        ? new(true, name, $"{email.From} may write.")
        : CheckedPoints.Bad(name, MailOutcome.Refused((int)answer.StatusCode, answer.Response, email, of: MailKit.Net.Smtp.SmtpErrorCode.SenderNotAccepted));

    static EmailAccount Mine(ChannelAccount account) => account as EmailAccount ?? throw new ArgumentException("This is no mail account.", nameof(account));
}
