using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Jobs;

/// <summary>How far a job is. The last four are its end, unless somebody has it done again.</summary>
public enum JobState { Pending, Running, Completed, Partial, Failed, Cancelled }

/// <summary>Background work that a person can see, cancel and have done again.</summary>
public sealed record Job
{
    public required Guid Id { get; init; }

    /// <summary>Stable name of what is done, such as <c>publish</c> or <c>webhook</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What is done, for people.</summary>
    public required string Title { get; init; }
    public required JobState State { get; init; }

    /// <summary>1 (urgent) to 5.</summary>
    public required int Priority { get; init; }

    /// <summary>When it is to begin, or to be tried again.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempt { get; init; }
    public required int MaxAttempts { get; init; }
    public JobProgress? Progress { get; init; }

    /// <summary>Stable reason of the last attempt that did not succeed.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same as a sentence that says what to do.</summary>
    public string? Error { get; init; }

    /// <summary>Somebody asked a running job to stop; it does so where it can.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>The job that has to be completed first.</summary>
    public Guid? WaitsFor { get; init; }

    /// <summary>Ids of what it works on, by name: <c>pieceId</c>, <c>draftId</c>, <c>publicationId</c>, <c>channelId</c>, <c>sourceId</c>, …</summary>
    public required IReadOnlyDictionary<string, Guid> Related { get; init; }
}

/// <summary>How much of a job is done.</summary>
/// <param name="Total">Null where nobody knows.</param>
public sealed record JobProgress(int Done, int? Total, string? Text);

/// <summary>A job with what happened in it, oldest first.</summary>
public sealed record JobDetails(Job Job, IReadOnlyList<JobStep> Steps);

/// <summary>A line in the log of a job.</summary>
/// <param name="Attempt">The attempt that it belongs to; 0 before the first.</param>
/// <param name="Node">The process that wrote it.</param>
public sealed record JobStep(DateTimeOffset At, int Attempt, JobStepKind Kind, string Text, string? Node);

/// <summary>What a line in the log of a job tells.</summary>
public enum JobStepKind { Queued, Note, Retrying, Completed, Partial, Failed, Cancelled, Interrupted }

/// <summary>Which jobs to list; what is left out does not limit.</summary>
public sealed record JobQuery
{
    /// <summary>Words of the title, or an id.</summary>
    [StringLength(200)] public string? Search { get; init; }
    public JobState? State { get; init; }
    [StringLength(50)] public string? Kind { get; init; }

    /// <summary>Jobs that work for this connected channel.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Due at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Due before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>How many jobs there are in each state.</summary>
/// <param name="Overdue">Pending ones that should have begun more than a minute ago.</param>
public sealed record JobCounts(int Pending, int Running, int Completed, int Partial, int Failed, int Cancelled, int Overdue);

/// <summary>Does the same to several.</summary>
public sealed record BulkRequest
{
    [Required, MinLength(1), MaxLength(500)] public required IReadOnlyList<Guid> Ids { get; init; }
}

/// <summary>What came of each, in the order asked.</summary>
public sealed record BulkResult(IReadOnlyList<BulkOutcome> Outcomes);

/// <summary>What came of one.</summary>
/// <param name="Code">Null when it was done.</param>
/// <param name="Sentence">Why it was not, and what to do.</param>
public sealed record BulkOutcome(Guid Id, bool Done, string? Code, string? Sentence);
