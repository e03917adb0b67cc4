using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Channels;

/// <summary>Whether a connected channel can be used.</summary>
public enum ChannelState
{
    /// <summary>It worked the last time, or was not tried yet.</summary>
    Ready,

    /// <summary>The other side no longer lets Toombos in; connect it again.</summary>
    Refused,

    /// <summary>Switched off by a person.</summary>
    Off,
}

/// <summary>A connected destination: a mail server, an address that is called, a site. Its secrets are never shown.</summary>
public sealed record Channel
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary><c>email</c>, <c>webhook</c> or <c>site</c>.</summary>
    public required string Kind { get; init; }
    public required ChannelState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Exactly one of the three, by its kind.</summary>
    public EmailSettings? Email { get; init; }
    public WebhookSettings? Webhook { get; init; }
    public SiteSettings? Site { get; init; }

    /// <summary>Whether a secret (password, signing key) is stored.</summary>
    public bool HasSecret { get; init; }

    /// <summary>Families of drafts that it takes.</summary>
    public required IReadOnlyList<ChannelFamily> Takes { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>What the last check found, as a sentence that says what to do; null when it was good.</summary>
    public string? Problem { get; init; }

    /// <summary>Where people see it, for sites that Toombos shows itself.</summary>
    public string? Address { get; init; }
}

/// <summary>How the line to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS where offered on 587 and 25, TLS at once on 465.</summary>
    Auto,
    Tls,
    StartTls,

    /// <summary>Only towards hosts that the operator allows.</summary>
    None,
}

/// <summary>A mail server and who writes.</summary>
public sealed record EmailSettings
{
    [Required, StringLength(253, MinimumLength = 1)] public required string Host { get; init; }
    [Range(1, 65535)] public int Port { get; init; } = 587;
    public MailSecurity Security { get; init; }
    [StringLength(200)] public string? User { get; init; }
    [Required, EmailAddress, StringLength(254)] public required string From { get; init; }
    [Required, StringLength(100, MinimumLength = 1)] public required string FromName { get; init; }
    [EmailAddress, StringLength(254)] public string? ReplyTo { get; init; }

    /// <summary>Mails a minute, over all nodes; what the server allows.</summary>
    [Range(1, 100_000)] public int PerMinute { get; init; } = 600;
}

/// <summary>An address that is called with each publication, signed by Standard Webhooks.</summary>
public sealed record WebhookSettings
{
    [Required, StringLength(2048, MinimumLength = 1)] public required string Address { get; init; }
}

/// <summary>A folder of pages, feed and sitemap that Toombos writes and shows.</summary>
public sealed record SiteSettings
{
    /// <summary>Where the site will be found by its readers, for absolute links; that which Toombos shows when left out.</summary>
    [StringLength(500)] public string? Address { get; init; }
}

/// <summary>Connects a channel. Exactly one of the settings belongs to it, by its kind.</summary>
public sealed record AddChannelRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    public EmailSettings? Email { get; init; }
    public WebhookSettings? Webhook { get; init; }
    public SiteSettings? Site { get; init; }

    /// <summary>Password of the mail server; the signing key of a webhook is made here and shown once.</summary>
    [StringLength(500)] public string? Secret { get; init; }
}

/// <summary>Changes a channel; what is left out stays.</summary>
public sealed record UpdateChannelRequest
{
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }
    public EmailSettings? Email { get; init; }
    public WebhookSettings? Webhook { get; init; }
    public SiteSettings? Site { get; init; }
    [StringLength(500)] public string? Secret { get; init; }

    /// <summary>Switches it off or on.</summary>
    public bool? Off { get; init; }
}

/// <summary>A channel just connected.</summary>
/// <param name="SigningKey">Of a webhook, in the form <c>whsec_…</c>; shown this once.</param>
public sealed record NewChannel(Channel Channel, string? SigningKey);

/// <summary>What a check of a channel found: the doctor's word.</summary>
public sealed record ChannelCheck(bool Good, IReadOnlyList<ChannelFinding> Findings);

/// <summary>One thing that was looked at.</summary>
/// <param name="Sentence">What was found, and what to do where it is not good.</param>
public sealed record ChannelFinding(bool Good, string Name, string Sentence);
