using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Client.Stale;

/// <summary>A snapshot by its number.</summary>
public sealed record SnapshotMark(Guid Id, int Number, DateTimeOffset TakenAt);

/// <summary>What a text of the source is: a block, or the title or link of an item.</summary>
public enum SourceTextKind { Block, Title, Link }

/// <summary>A text of the source that a draft rests on and that is no longer what it was.</summary>
public sealed record StaleBlock
{
    public required SourceTextKind Kind { get; init; }

    /// <summary>Id of the block; null for the title or link of an item.</summary>
    public string? Block { get; init; }

    /// <summary>Key of the item that it stood in.</summary>
    public required string Item { get; init; }
    public required string ItemTitle { get; init; }
    public required string Before { get; init; }

    /// <summary>Null when it is gone, or its item is no longer marked published.</summary>
    public string? After { get; init; }

    /// <summary>Word by word; empty when it is gone.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];
}

/// <summary>Why a sentence is at fault.</summary>
public enum StaleReason
{
    /// <summary>It cites what changed or is gone.</summary>
    Cites,

    /// <summary>It cites nothing, and states a number, date or name of a sentence at fault.</summary>
    Depends,

    /// <summary>It only belongs to what goes: the call to action of an item, the heading of an empty section, the number of a post.</summary>
    Belongs,
}

/// <summary>What an update does with a sentence at fault.</summary>
public enum StaleOutcome
{
    Rewritten,
    Removed,

    /// <summary>A person's own words, a subject that nothing follows, or no wording that fits: it stays, and the reviewer decides.</summary>
    Kept,
}

/// <summary>A sentence at fault, and what an update makes of it.</summary>
public sealed record StaleSentence
{
    /// <summary>Its place in the version that was looked at.</summary>
    public required SentencePlace At { get; init; }
    public required PartRole Role { get; init; }

    /// <summary>The post of a thread that it stands in, from 1; 0 elsewhere.</summary>
    public int Post { get; init; }
    public required SentenceOrigin Origin { get; init; }
    public required StaleReason Reason { get; init; }
    public required StaleOutcome Outcome { get; init; }
    public required string Before { get; init; }

    /// <summary>What it says after an update; null when it is removed.</summary>
    public string? After { get; init; }

    /// <summary>For a sentence that stays: the same words with the numbers and names that changed. Nothing writes it but a person.</summary>
    public string? Proposal { get; init; }

    /// <summary>What the reviewer should know; null where there is nothing to decide.</summary>
    public string? Note { get; init; }

    /// <summary>Ids of the changed blocks that it cites.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <summary>From <see cref="Before"/> to <see cref="After"/>, or to the proposal, word by word.</summary>
    public IReadOnlyList<TextSpan> Spans { get; init; } = [];
}

/// <summary>The document's difference beside the draft's: what changed under a version, and what an update would make of it.</summary>
public sealed record StaleReport
{
    public required DraftSummary Draft { get; init; }
    public required int VersionNumber { get; init; }

    /// <summary>Hash of the version that was looked at.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The snapshot that the version was written from, and the newest one.</summary>
    public required SnapshotMark Then { get; init; }
    public required SnapshotMark Now { get; init; }

    /// <summary>What the sentences at fault rest on, in the order of the document.</summary>
    public required IReadOnlyList<StaleBlock> Blocks { get; init; }

    /// <summary>In the order of the draft.</summary>
    public required IReadOnlyList<StaleSentence> Sentences { get; init; }

    /// <summary>Its line in the list of texts that no longer match: where it is out, and whether somebody ignores it. Null when it is not on the list.</summary>
    public StaleDraft? Listed { get; init; }

    /// <summary>How a model worded the rewritten sentences; null for the built-in rewriter's words.</summary>
    public ModelWriting? Writing { get; init; }

    /// <summary>Why nothing can be updated, in words; null when it can.</summary>
    public string? Obstacle { get; init; }
}
