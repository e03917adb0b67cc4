using System.Net.Security;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Email;

/// <summary>Opens lines to mail servers that tenants name: only to public hosts or those that the operator allows, only to ports of mail, and encrypted wherever it matters.</summary>
sealed class MailLine(OutboundHttpOptions options, CheckedConnection connection, RemoteCertificateValidationCallback trust)
{
    static readonly int[] Ports = [25, 465, 587, 2525];
    static readonly string[] TokenMechanisms = ["XOAUTH2", "OAUTHBEARER"];

    readonly OutboundAddress addresses = new(options);

    /// <summary>Judges the account by its form, before a name is looked up.</summary>
    public ChannelAnswer.Rejected? Refusal(EmailAccount account)
    {
        var host = OutboundAddress.Trim(account.Host);
        var mine = addresses.IsAllowedPrivate(host);
        var sentence =
            Uri.CheckHostName(host) == UriHostNameType.Unknown ? "The mail server's name is no name of a host. Write it like smtp.example.com." :
            !mine && !Ports.Contains(account.Port) && !options.ExtraPorts.Contains(account.Port) ? $"Port {account.Port} is not allowed. Use 587, 465, 25 or 2525, or ask the operator to allow it." :
            !mine && account.Security == MailSecurity.None ? "An unprotected line is allowed only to hosts that the operator allows. Choose STARTTLS or TLS." :
            null;
        return sentence is null ? null : new(ChannelProblem.Permission, sentence);
    }

    public async Task<MailClient> ConnectAsync(EmailAccount account, CancellationToken ct)
    {
        var client = new MailClient
        {
            // Lists of revoked certificates would be fetched from wherever the certificate says.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = trust,
            LocalDomain = account.From[(account.From.LastIndexOf('@') + 1)..],
        };
        try
        {
            var stream = await connection.ConnectAsync(account.Host, account.Port, ct);
            await client.ConnectAsync(stream, OutboundAddress.Trim(account.Host), account.Port, SecurityOf(account), ct);
            // A message in one piece hides when its end leaves.
            client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public static async Task SignInAsync(MailClient client, EmailAccount account, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(account.User)) return;
        foreach (var token in TokenMechanisms) client.AuthenticationMechanisms.Remove(token);
        await client.AuthenticateAsync(account.User, account.Password ?? "", ct);
    }

    /// <summary>A password goes to the world only over TLS, whatever the server says that it offers.</summary>
    SecureSocketOptions SecurityOf(EmailAccount account) => account.Security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.None => SecureSocketOptions.None,
        _ when account.Port == 465 => SecureSocketOptions.SslOnConnect,
        _ when string.IsNullOrEmpty(account.User) || addresses.IsAllowedPrivate(OutboundAddress.Trim(account.Host)) => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.StartTls,
    };
}

/// <summary>A client that can also ask whether a sender may write, without writing.</summary>
sealed class MailClient : SmtpClient
{
    public async Task<SmtpResponse> AskSenderAsync(string from, CancellationToken ct)
    {
        var address = MailboxAddress.EncodeAddrspec(from);
        var answer = await SendCommandAsync($"MAIL FROM:<{address}>", ct);
        if ((int)answer.StatusCode < 300)
        {
            // Many servers keep what they have against a sender until they are told a receiver; that there is none of this name is no matter.
            var told = await SendCommandAsync($"RCPT TO:<{address}>", ct);
            if ((int)told.StatusCode >= 500 && MailOutcome.IsAboutSender(told.Response)) answer = told;
        }
        await SendCommandAsync("RSET", ct);
        return answer;
    }
}
