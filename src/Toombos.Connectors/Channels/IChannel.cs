namespace Toombos.Connectors.Channels;

/// <summary>What may be done about an attempt of which nobody heard the end.</summary>
public enum AfterSilence
{
    /// <summary>Send the same again: the other side knows the key, or the outcome is the same.</summary>
    SendAgain,

    /// <summary>Ask the other side whether it is there, then decide.</summary>
    ReadBack,

    /// <summary>Ask a person: it can't be found out.</summary>
    AskPerson,
}

/// <summary>Puts things on one kind of destination. Never decides whether something may be sent, and never tries twice.</summary>
public interface IChannel
{
    /// <summary>Stable name of the kind: email, webhook, site.</summary>
    string Kind { get; }
    AfterSilence AfterSilence { get; }

    /// <returns>An outcome whatever the outside does; throws only when <paramref name="ct"/> is cancelled, and then the outcome is unclear unless nothing had left yet.</returns>
    Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct);

    /// <summary>Whether the dispatch is there, for kinds that can be read back.</summary>
    Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct);

    /// <summary>Looks whether sending would work, without publishing anything.</summary>
    Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct);
}

/// <summary>One thing that a check looked at.</summary>
/// <param name="Problem">Of what sort the trouble is, where it is not good.</param>
public sealed record CheckedPoint(bool Good, string Name, string Sentence, ChannelProblem? Problem = null);

/// <summary>A connected account, opened for use. Secrets are in clear here: never logged, never kept.</summary>
public abstract record ChannelAccount
{
    ChannelAccount()
    {
    }

    public required Guid Id { get; init; }

    /// <summary>A mail server and who writes.</summary>
    public sealed record Email(string Host, int Port, MailSecurity Security, string? User, string From, string FromName, string? ReplyTo, string? Password) : ChannelAccount
    {
        public override string ToString() => $"email account {Id}";
    }

    /// <summary>An address and the keys that sign: the newest first, then one that was just replaced.</summary>
    public sealed record Webhook(string Address, IReadOnlyList<string> SigningKeys) : ChannelAccount
    {
        public override string ToString() => $"webhook account {Id}";
    }

    /// <summary>A folder that holds a site.</summary>
    /// <param name="Folder">Absolute; chosen by the server, never by a tenant.</param>
    public sealed record Site(string Folder) : ChannelAccount;
}

/// <summary>How the line to a mail server is protected.</summary>
public enum MailSecurity { Auto, Tls, StartTls, None }
