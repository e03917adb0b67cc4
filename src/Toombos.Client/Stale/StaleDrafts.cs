using System.ComponentModel.DataAnnotations;
using Toombos.Client.Writing;

namespace Toombos.Client.Stale;

/// <summary>How far a text has got that no longer matches its source.</summary>
public enum StaleState { Draft, Approved, Published }

/// <summary>Where a text stands that no longer matches its source.</summary>
public sealed record StalePlace
{
    public required Guid PublicationId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string ChannelKind { get; init; }

    /// <summary>When it went out; null while it is under way.</summary>
    public DateTimeOffset? At { get; init; }
    public string? Address { get; init; }

    /// <summary>Whether publishing a new version there replaces this one. What was mailed or posted stays where it arrived.</summary>
    public required bool Replaceable { get; init; }
}

/// <summary>Somebody's word that a change does not matter to a draft. It holds until one of the blocks changes again.</summary>
public sealed record StaleIgnore(string By, string Reason, DateTimeOffset At);

/// <summary>A draft's newest version, or one that is published, whose source has changed since it was written.</summary>
public sealed record StaleDraft
{
    public required Guid Id { get; init; }
    public required Guid DraftId { get; init; }
    public required int VersionNumber { get; init; }

    /// <summary>False for a published version that the draft has moved on from.</summary>
    public required bool IsNewest { get; init; }
    public required string Channel { get; init; }
    public required string Title { get; init; }
    public required Guid PieceId { get; init; }
    public required string PieceTitle { get; init; }
    public required Guid SourceId { get; init; }
    public required string SourceName { get; init; }
    public required StaleState State { get; init; }

    /// <summary>Where this very version is out; newest first, at most five.</summary>
    public required IReadOnlyList<StalePlace> Published { get; init; }

    /// <summary>The snapshot that it was written from, and the one that it was held against.</summary>
    public required SnapshotMark Then { get; init; }
    public required SnapshotMark Now { get; init; }

    /// <summary>How many sentences are at fault.</summary>
    public required int Sentences { get; init; }

    /// <summary>How many texts of the source they rest on that changed or are gone.</summary>
    public required int ChangeCount { get; init; }

    /// <summary>The first five of these; long texts are cut.</summary>
    public required IReadOnlyList<StaleBlock> Changes { get; init; }

    /// <summary>Since when it stands so: the time of the snapshot that brought the last change.</summary>
    public required DateTimeOffset Since { get; init; }
    public StaleIgnore? Ignored { get; init; }
}

/// <summary>How many texts no longer match their source.</summary>
/// <param name="Open">Without those that somebody ignores.</param>
public sealed record StaleCount(int Open, int Ignored);

/// <summary>Brings a draft up to the newest snapshot.</summary>
public sealed record UpdateDraftRequest
{
    /// <summary>Hash of the version that was looked at; 409 when the draft has moved on.</summary>
    [Required, StringLength(64, MinimumLength = 64)] public required string ContentHash { get; init; }

    /// <summary>Has a model word the rewritten sentences. Each is held against the new line; where it says more, the built-in wording stands.</summary>
    public bool WithModel { get; init; }

    /// <summary>With a model: asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>A draft that was brought up to the newest snapshot, and what happened to each sentence at fault.</summary>
public sealed record UpdatedDraft(Draft Draft, IReadOnlyList<StaleSentence> Sentences);

/// <summary>Says that a change does not matter to a draft.</summary>
public sealed record IgnoreStaleRequest
{
    /// <summary>Version that it is said of; the newest when left out.</summary>
    [Range(1, int.MaxValue)] public int? Version { get; init; }

    /// <summary>Name of the person who says so.</summary>
    [Required, StringLength(100, MinimumLength = 2)] public required string Name { get; init; }
    [Required, StringLength(500, MinimumLength = 3)] public required string Reason { get; init; }
}

/// <summary>How a published text is put right.</summary>
public enum CorrectionKind
{
    /// <summary>The draft's new version, published on the same channel, replaces what is there.</summary>
    Replaces,

    /// <summary>The draft's new version is sent to the same place; whether it replaces the old text is up to the receiver.</summary>
    NewVersion,

    /// <summary>What is out can't be changed: a new draft says what was corrected.</summary>
    NewDraft,
}

/// <summary>The draft that puts a published text right, and how to go on, in words. Nothing is sent before it is approved and published.</summary>
public sealed record Correction(CorrectionKind Kind, string Advice, Draft Draft);
