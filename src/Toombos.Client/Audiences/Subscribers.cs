using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Audiences;

/// <summary>Whether somebody on a list gets letters.</summary>
public enum SubscriberState
{
    Subscribed,

    /// <summary>Asked for no more letters of the list.</summary>
    Unsubscribed,

    /// <summary>The address does not exist, or its owner complained: nothing may be sent to it from this workspace.</summary>
    Suppressed,
}

/// <summary>How somebody came onto a list.</summary>
public enum ConsentSource { Import, ByHand, Reader }

/// <summary>What ended letters to somebody.</summary>
public enum EndReason
{
    /// <summary>The reader, by the link in a letter or the button of the mail program.</summary>
    Reader,

    /// <summary>A member of the workspace, because the reader asked for it.</summary>
    Asked,

    /// <summary>Letters came back for good.</summary>
    Bounced,

    /// <summary>The reader called a letter spam.</summary>
    Complained,
}

/// <summary>Somebody on a list.</summary>
public sealed record Subscriber
{
    public required Guid Id { get; init; }
    public required Guid AudienceId { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public required SubscriberState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required SubscriberConsent Consent { get; init; }

    /// <summary>When letters ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What ended them.</summary>
    public EndReason? EndReason { get; init; }
}

/// <summary>Proof that somebody wants the letters.</summary>
/// <param name="By">Name of whoever put them on the list.</param>
/// <param name="Statement">How these people agreed, in that person's words.</param>
public sealed record SubscriberConsent(ConsentSource Source, string By, string Statement, DateTimeOffset At);

/// <summary>Puts one person on a list.</summary>
public sealed record AddSubscriberRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
    [StringLength(200)] public string? Name { get; init; }

    /// <summary>How this person agreed to get the letters. Kept as proof.</summary>
    [Required, StringLength(500, MinimumLength = 3)] public required string Consent { get; init; }
}

/// <summary>Ends letters to somebody by hand.</summary>
public sealed record EndSubscriptionRequest
{
    /// <summary><c>asked</c> ends the letters of this list; <c>bounced</c> and <c>complained</c> those of the whole workspace, for good.</summary>
    public EndReason Reason { get; init; } = EndReason.Asked;
}

/// <summary>Which people of a list to show.</summary>
public sealed record SubscriberQuery
{
    /// <summary>Part of an address or a name.</summary>
    public string? Search { get; init; }
    public SubscriberState? State { get; init; }
}
