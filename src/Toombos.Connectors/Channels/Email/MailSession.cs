using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Email;

/// <summary>One line to a mail server, kept from mail to mail. What a failure means depends on one thing: whether the final dot may have been sent.</summary>
sealed class MailSession(MailLine line, EmailAccount account, OutboundGate gate, TimeProvider time) : IChannelSession
{
    /// <summary>Servers look for spam before they answer, so patience here is cheaper than not knowing.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    MailClient? _client;

    public async Task<ChannelAnswer> SendAsync(Dispatch dispatch, CancellationToken ct)
    {
        var mail = dispatch as Dispatch.Mail ?? throw new ArgumentException("A mail server takes mails.", nameof(dispatch));
        ct.ThrowIfCancellationRequested();
        if (gate.Refusal is { } closed) return new ChannelAnswer.Rejected(ChannelProblem.Permission, closed.Sentence);
        if (line.Refusal(account) is { } refused) return refused;
        using var message = OutgoingMail.Of(account, mail, out var wrong);
        if (message is null) return new ChannelAnswer.Rejected(ChannelProblem.Content, wrong);

        var kept = _client is not null;
        var answer = await TryAsync(message, ct);
        // Servers close lines that wait, or that carried enough mails. Nothing was taken, so a fresh line is no second attempt.
        return kept && _client is null && !message.Left && answer is ChannelAnswer.TryLater ? await TryAsync(message, ct) : answer;
    }

    async Task<ChannelAnswer> TryAsync(OutgoingMail message, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            if (_client is null)
            {
                _client = await line.ConnectAsync(account, either.Token);
                await MailLine.SignInAsync(_client, account, either.Token);
            }
            return MailOutcome.Taken(await _client.SendAsync(message, either.Token), account);
        }
        catch (MailKit.Net.Smtp.SmtpCommandException refused)
        {
            if ((int)refused.StatusCode == 421 || _client?.IsAuthenticated != !string.IsNullOrEmpty(account.User)) Close();
            return MailOutcome.Failed(refused, account);
        }
        catch (Exception failure) when (MailOutcome.IsExpected(failure))
        {
            Close();
            ct.ThrowIfCancellationRequested();
            return message.Left
                ? new ChannelAnswer.Unclear("The line broke after the mail was handed over and before the mail server answered. Ask its operator, or a receiver, whether it came.")
                : MailOutcome.Failed(failure, account);
        }
        catch
        {
            Close();
            throw;
        }
    }

    void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not { IsConnected: true } client) return;
        using var limit = new CancellationTokenSource(Farewell, time);
        try
        {
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception failure) when (MailOutcome.IsExpected(failure))
        {
            // all mails have their answers already
        }
        Close();
    }
}
