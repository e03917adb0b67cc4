using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Publishing;

/// <summary>How a publication stands, as its deliveries say.</summary>
public enum PublicationState
{
    /// <summary>Waits for its time.</summary>
    Planned,

    /// <summary>Under way.</summary>
    Publishing,

    /// <summary>All that was to be delivered is.</summary>
    Published,

    /// <summary>Ended; some deliveries failed or were cancelled.</summary>
    Partial,

    /// <summary>Ended; nothing was delivered.</summary>
    Failed,

    /// <summary>Called off before anything was sent.</summary>
    Cancelled,

    /// <summary>Of some deliveries nobody knows whether they arrived: a person has to say.</summary>
    Unknown,
}

/// <summary>How a delivery stands in the ledger.</summary>
public enum DeliveryState
{
    /// <summary>Nothing was done yet.</summary>
    Planned,

    /// <summary>Written down that it is about to be sent; what follows without an answer may have been sent.</summary>
    Armed,

    /// <summary>The other side took it.</summary>
    Sent,

    /// <summary>It is there: the other side said so, or it was read back.</summary>
    Confirmed,
    Failed,
    Cancelled,

    /// <summary>It may have been sent, and there is no way to find out: a person has to say.</summary>
    Unknown,
}

/// <summary>Why a delivery failed, in the terms of what has to be done.</summary>
public enum DeliveryProblem
{
    /// <summary>Connect the channel again.</summary>
    Auth,
    Permission,
    Quota,
    Rate,

    /// <summary>The text has to be changed.</summary>
    Content,
    Duplicate,
    Media,

    /// <summary>It may work later.</summary>
    Transient,
    Billing,

    /// <summary>The service no longer speaks as it did.</summary>
    Version,

    /// <summary>It may have arrived.</summary>
    Unknown,
}

/// <summary>What a person knows of a delivery that the ledger does not.</summary>
public enum UnknownAnswer
{
    /// <summary>It arrived.</summary>
    ItIsThere,

    /// <summary>It did not; send it again.</summary>
    SendAgain,
}

/// <summary>A time as people say it: on the clock of a place.</summary>
public sealed record LocalTime
{
    /// <summary>Date and time on the wall, without an offset.</summary>
    [Required] public required DateTime Local { get; init; }

    /// <summary>IANA name such as <c>Europe/Berlin</c>; that of the workspace when left out.</summary>
    [StringLength(64)] public string? Zone { get; init; }
}

/// <summary>Puts one approved version of a draft on one channel, now or later.</summary>
public sealed record PublishRequest
{
    [Required] public required Guid DraftId { get; init; }

    /// <summary>Hash of the version that was read; 409 when the draft has moved on.</summary>
    [Required, StringLength(64, MinimumLength = 64)] public required string ContentHash { get; init; }
    [Required] public required Guid ChannelId { get; init; }

    /// <summary>Who receives it; for email only, and there it is needed.</summary>
    public Guid? AudienceId { get; init; }

    /// <summary>When; at once when left out.</summary>
    public LocalTime? At { get; init; }

    /// <summary>One version goes to one channel once. Who means it to go twice gives the second time a name.</summary>
    [StringLength(50)] public string? Slot { get; init; }

    /// <summary>A publication of this draft on this channel that is up: its posts get this text, instead of a second post. For networks where that can be done; pages take each other's place by themselves.</summary>
    public Guid? UpdateOf { get; init; }

    /// <summary>Does everything but send: nothing leaves the process.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What would happen, before it does: for the question "really?".</summary>
public sealed record PublishPreview
{
    public required string Title { get; init; }
    public required string ChannelName { get; init; }
    public required string ChannelKind { get; init; }
    public string? AudienceName { get; init; }

    /// <summary>How many deliveries it makes: people for email, one elsewhere.</summary>
    public required int Deliveries { get; init; }

    /// <summary>The moment, where a time was given.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What is worth knowing about the time, such as a clock change; null when nothing is.</summary>
    public string? TimeNote { get; init; }

    /// <summary>What the network charges for it; null where it charges nothing.</summary>
    public PublishCost? Cost { get; init; }

    /// <summary>The post of this draft that is up there and could be changed instead of posting a second time; null where there is none, or the network does not let it be changed.</summary>
    public Publication? Up { get; init; }

    /// <summary>Why it would be refused; empty when it would not.</summary>
    public required IReadOnlyList<PublishObstacle> Obstacles { get; init; }
}

/// <summary>What a network charges, as it was known on a day.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Posts">How many posts that are.</param>
/// <param name="Links">How many of them hold a link, where such cost more.</param>
/// <param name="CheckedOn">Day on which somebody last verified the price.</param>
public sealed record PublishCost(decimal Amount, string Currency, int Posts, int Links, DateOnly CheckedOn, string Source);

/// <summary>A reason why something must not be published, and what to do.</summary>
public sealed record PublishObstacle(string Code, string Sentence);

/// <summary>The intent to put one draft version on one channel at one time, and how that went.</summary>
public sealed record Publication
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required Guid PieceId { get; init; }
    public required Guid DraftId { get; init; }
    public required int VersionNumber { get; init; }
    public required string ContentHash { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }

    /// <summary>Kind of the connected channel: <c>email</c>, <c>webhook</c>, <c>site</c>.</summary>
    public required string ChannelKind { get; init; }
    public Guid? AudienceId { get; init; }
    public string? AudienceName { get; init; }
    public string? Slot { get; init; }
    public bool DryRun { get; init; }
    public required PublicationState State { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The same on the clock that was chosen.</summary>
    public LocalTime? At { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public required DeliveryCounts Counts { get; init; }

    /// <summary>Where it can be seen, once it is there.</summary>
    public string? Address { get; init; }

    /// <summary>The first problem, as a sentence that says what to do.</summary>
    public string? Error { get; init; }
    public DeliveryProblem? Problem { get; init; }

    /// <summary>The job that does it.</summary>
    public Guid? JobId { get; init; }

    /// <summary>An earlier publication of the same draft on the same channel, of whose page or posts this one takes the place.</summary>
    public Guid? UpdateOf { get; init; }

    /// <summary>It takes the page or posts of <see cref="UpdateOf"/> down instead of putting something up.</summary>
    public bool Withdraws { get; init; }

    /// <summary>When it was taken away again.</summary>
    public DateTimeOffset? TakenDownAt { get; init; }

    /// <summary>Whether it can be taken away from where it is.</summary>
    public bool Removable { get; init; }
}

/// <summary>How many deliveries of a publication stand how.</summary>
public sealed record DeliveryCounts(int Planned, int Armed, int Sent, int Confirmed, int Failed, int Cancelled, int Unknown)
{
    public int Total => Planned + Armed + Sent + Confirmed + Failed + Cancelled + Unknown;
}

/// <summary>One line of the ledger: one thing to one receiver.</summary>
public sealed record Delivery
{
    public required Guid Id { get; init; }
    public required Guid PublicationId { get; init; }
    public required DeliveryState State { get; init; }

    /// <summary>The receiver's address for email, where the caller may see it; else what the channel is called.</summary>
    public required string Target { get; init; }
    public Guid? SubscriberId { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempt { get; init; }

    /// <summary>Tells the other side that a repetition is one.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>What the other side calls it.</summary>
    public string? Reference { get; init; }
    public string? Address { get; init; }
    public DeliveryProblem? Problem { get; init; }
    public string? Error { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>One try of a delivery: written down before it, answered after it.</summary>
/// <param name="AnsweredAt">Null while there is no answer, or when the process died before it.</param>
/// <param name="Outcome">delivered, rejected, try-later, unclear, silent, found, absent, dry-run, it-is-there, send-again; the last two are what a person said.</param>
/// <param name="Answer">What the other side said, shortened.</param>
public sealed record DeliveryAttempt(int Number, DateTimeOffset ArmedAt, string ContentHash, string Node, DateTimeOffset? AnsweredAt, string? Outcome, DeliveryProblem? Problem, string? Answer);

/// <summary>A delivery with its tries, oldest first.</summary>
public sealed record DeliveryDetails(Delivery Delivery, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>Settles what is unknown.</summary>
public sealed record ResolveRequest
{
    [Required] public required UnknownAnswer Answer { get; init; }
}

/// <summary>Which publications a list begins with, by the time at which they are due.</summary>
public enum PublicationOrder
{
    /// <summary>Those due last; so it is when nothing is said.</summary>
    Latest,

    /// <summary>Those due first. With the state <c>planned</c> that is what goes out next.</summary>
    Soonest,
}

/// <summary>Which publications to list; what is left out does not limit.</summary>
public sealed record PublicationQuery
{
    [StringLength(200)] public string? Search { get; init; }
    public PublicationState? State { get; init; }
    public Guid? ChannelId { get; init; }
    public Guid? PieceId { get; init; }
    public Guid? DraftId { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public PublicationOrder? Order { get; init; }
}
