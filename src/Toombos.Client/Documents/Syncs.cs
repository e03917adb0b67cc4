using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Documents;

/// <summary>When a source is read again by itself: every so many minutes, or each day at a time of a place. Neither is off.</summary>
public sealed record SyncSchedule
{
    /// <summary>From 5 minutes to a week.</summary>
    [Range(5, 10_080)]
    public int? EveryMinutes { get; init; }

    /// <summary>Time of day, <c>HH:mm</c>.</summary>
    [RegularExpression("^([01][0-9]|2[0-3]):[0-5][0-9]$", ErrorMessage = "Write a time of day such as 07:30.")]
    public string? DailyAt { get; init; }

    /// <summary>IANA name of the place's time zone, such as Europe/Berlin; UTC when left out.</summary>
    [StringLength(64)]
    public string? Zone { get; init; }
}

/// <summary>Why a source was read.</summary>
public enum SyncTrigger { Added, Person, Schedule, Watch, Push, Hook, Hub }

/// <summary>What came of reading a source.</summary>
public enum SyncOutcome { Changed, Unchanged, Failed }

/// <summary>One look at a source. The newest hundred of each source are kept.</summary>
public sealed record SyncRun
{
    public required Guid Id { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required int TookMilliseconds { get; init; }
    public required SyncTrigger Trigger { get; init; }
    public required SyncOutcome Outcome { get; init; }

    /// <summary>Stable name of the trouble, such as <c>source.not-found</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The trouble in words, and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>The snapshot that it made.</summary>
    public Guid? SnapshotId { get; init; }

    /// <summary>How many items differ from the snapshot before; null where none was made, or the first.</summary>
    public ChangeSummary? Items { get; init; }

    /// <summary>Files that have changed, by path, of sources that are made of several; at most fifty of them are named.</summary>
    public IReadOnlyList<FileChange> Files { get; init => field = value ?? field; } = [];

    /// <summary>How many files have changed in all.</summary>
    public int FileCount { get; set; }
}

/// <summary>How it stands that the hub of a feed tells of changes.</summary>
public enum FeedPushState
{
    /// <summary>The hub is asked, and has not asked back yet.</summary>
    Asked,

    /// <summary>The hub tells of changes.</summary>
    Active,

    /// <summary>It does not; the feed is read by its schedule, and the hub is asked again.</summary>
    Failed,
}

/// <summary>That the hub of a feed is to tell of changes (WebSub). What it tells is not believed: it only makes the feed be read.</summary>
public sealed record FeedPush
{
    public required FeedPushState State { get; init; }

    /// <summary>Found in the feed; null until it was read.</summary>
    public string? Hub { get; init; }

    /// <summary>What stands against it, as a sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>Until when the hub tells of changes; it is asked again before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When it last told of one.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}

/// <summary>The secret address of a source: whoever calls it has the source read at once.</summary>
public sealed record SourceHook
{
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was last called; null where it never was.</summary>
    public DateTimeOffset? CalledAt { get; init; }

    /// <summary>What Notion has sent and wants to be entered there; gone once Notion signs with it.</summary>
    public string? NotionToken { get; init; }
}

/// <summary>A secret address that was just made. Address and secret are shown this once.</summary>
/// <param name="Address">To be called by POST, with no other credential.</param>
/// <param name="Secret">What GitHub signs with and GitLab sends.</param>
public sealed record NewSourceHook(string Address, string Secret, SourceHook Hook);

/// <summary>A file of a source that was added, changed or removed.</summary>
public sealed record FileChange(ChangeKind Kind, string Path);

/// <summary>An address that somebody has typed.</summary>
public sealed record RecogniseRequest
{
    [Required, StringLength(2048, MinimumLength = 1)]
    public required string Address { get; init; }
}

/// <summary>What an address is.</summary>
public sealed record RecognisedSource
{
    /// <summary>A kind of source, or a service that has to be connected first (<c>google-doc</c>, <c>notion</c>); null when it could not be told.</summary>
    public string? Kind { get; init; }

    /// <summary>What to register: it may differ from what was typed, as the raw text behind a page on GitHub does.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it can be added as it is.</summary>
    public required bool Readable { get; init; }
    public string? Title { get; init; }

    /// <summary>What stands against it, and what to do.</summary>
    public string? Sentence { get; init; }

    /// <summary>Feeds that the page names; a feed tells of each new text, a page only of changes to itself.</summary>
    public required IReadOnlyList<FeedOffer> Feeds { get; init; }
}

/// <summary>A feed that a page names.</summary>
public sealed record FeedOffer(string Address, string? Title);
