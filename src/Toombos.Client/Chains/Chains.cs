using System.ComponentModel.DataAnnotations;
using Toombos.Client.Writing;

namespace Toombos.Client.Chains;

/// <summary>A kind of chain: pieces that belong together, in their order.</summary>
public sealed record ChainKind
{
    /// <summary>The word that requests use: <c>email-campaign</c>, <c>blog-series</c>, <c>social-campaign</c> or <c>launch</c>.</summary>
    public required string Name { get; init; }
    public required int Version { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>Kinds of channel or families that it is written for when none are asked for.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Least and most parts of a series, whose only step is repeated; null where the steps are fixed.</summary>
    public ChainParts? Parts { get; init; }
    public required IReadOnlyList<ChainKindStep> Steps { get; init; }
}

/// <summary>How many parts a series may have.</summary>
public sealed record ChainParts(int Least, int Most, int Usual);

/// <summary>A step of a kind of chain.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Channels">Families or kinds of channel that it can be written for.</param>
/// <param name="Brief">What kind of text it is to be: a prompt of kind <c>brief</c> without the beginning.</param>
/// <param name="Day">Days after the first step; in a series, days from part to part.</param>
/// <param name="Items">What it takes: <c>first 3</c> of the items by weight, <c>next 2</c> that no step before took, or <c>share</c>, an equal part.</param>
public sealed record ChainKindStep(string Title, string Purpose, IReadOnlyList<string> Channels, string Brief, int Day, string Items);

/// <summary>Makes a chain: every step's piece at once, from one document.</summary>
public sealed record CreateChainRequest
{
    /// <summary>A name of <c>GET /v1/chains/kinds</c>.</summary>
    [Required, StringLength(50, MinimumLength = 1)] public required string Kind { get; init; }
    [Required] public required Guid SourceId { get; init; }

    /// <summary>The newest snapshot when left out.</summary>
    public Guid? SnapshotId { get; init; }
    [StringLength(150)] public string? Title { get; init; }

    /// <summary>Keys of the items to write about; all publishable ones when left out. A step takes some of them.</summary>
    [MaxLength(1000), EachText(200)] public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Kinds of channel or families; those of the kind when left out. Steps that none of them suits are left out.</summary>
    [MaxLength(50), EachText(50)] public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>As for a piece.</summary>
    [StringLength(50)] public string? Voice { get; init; }

    /// <summary>As for a piece.</summary>
    [StringLength(50)] public string? Template { get; init; }

    /// <summary>How many parts a series is to have.</summary>
    [Range(2, 6)] public int? Parts { get; init; }

    /// <summary>Day of the first step, from which the others' days are counted.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Has a model plan the steps and write the drafts in order, as one job. 402 when that may cost more than the caps leave.</summary>
    public bool WithModel { get; init; }
}

/// <summary>Pieces that belong together, made from one document in one go.</summary>
public sealed record Chain
{
    public required Guid Id { get; init; }

    /// <summary>Name of its kind.</summary>
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required Guid SourceId { get; init; }
    public required Guid SnapshotId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateOnly? StartsOn { get; init; }

    /// <summary>The model that chose what goes into which step; null where the rules did.</summary>
    public string? PlannedBy { get; init; }

    /// <summary>Why no model planned it although one was asked; null otherwise.</summary>
    public string? PlanProblem { get; init; }

    /// <summary>The job in which a model writes its drafts just now; null when none does.</summary>
    public Guid? WritingJob { get; init; }
    public required IReadOnlyList<ChainStep> Steps { get; init; }
}

/// <summary>A step of a chain: a piece of its own, for one day.</summary>
public sealed record ChainStep
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>Days after the first step.</summary>
    public required int Day { get; init; }

    /// <summary>The day that suits it; null where the chain has no first day.</summary>
    public DateOnly? On { get; init; }
    public required string Brief { get; init; }
    public required IReadOnlyList<ChainItem> Items { get; init; }

    /// <summary>Null when the piece has been removed.</summary>
    public Guid? PieceId { get; init; }
    public IReadOnlyList<DraftSummary> Drafts { get; init; } = [];
}

/// <summary>An item that a chain may write about.</summary>
public sealed record ChainItem(string Key, string Title);

/// <summary>A chain, and how its steps go together.</summary>
public sealed record ChainDetails(Chain Chain, ChainReport Report);

/// <summary>What is noticed when the newest texts of a chain are read side by side.</summary>
/// <param name="Repeated">Sentences that stand in more than one step.</param>
/// <param name="Differing">Numbers, dates and amounts that one step tells otherwise than another, of the same block.</param>
/// <param name="Unused">Items that no step takes.</param>
public sealed record ChainReport(IReadOnlyList<RepeatedSentence> Repeated, IReadOnlyList<DifferingFact> Differing, IReadOnlyList<ChainItem> Unused);

/// <summary>Where a sentence of a chain stands.</summary>
public sealed record ChainPlace(int Step, Guid DraftId, string Channel, string Text);

/// <summary>The same sentence in more than one step.</summary>
public sealed record RepeatedSentence(string Text, IReadOnlyList<ChainPlace> Places);

/// <summary>Two steps that do not tell the same of a block.</summary>
/// <param name="Block">The block that both cite.</param>
/// <param name="Source">What the block says.</param>
/// <param name="First">As the earlier step has it.</param>
/// <param name="Second">As the later one has it.</param>
public sealed record DifferingFact(string Block, string Source, string First, string Second, ChainPlace FirstAt, ChainPlace SecondAt);
