using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Evals;

/// <summary>A case of the golden set: what is to be written, kept as it was when the case was made, so that it can be written again at any time.</summary>
public sealed record EvalCase
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Kind of channel that it is written for.</summary>
    public required string Channel { get; init; }

    /// <summary>Name of the built-in voice, or slug of the workspace's own.</summary>
    public required string Voice { get; init; }

    /// <summary>Two-letter language of the text.</summary>
    public required string Language { get; init; }

    /// <summary>What kind of text it is to be; null for what suits the channel.</summary>
    public string? Brief { get; init; }

    /// <summary>Titles of the items that it is written from.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The draft that it was made from, which may be gone.</summary>
    public required Guid DraftId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
}

/// <summary>Makes a case of a draft.</summary>
public sealed record AddEvalCaseRequest
{
    [Required] public required Guid DraftId { get; init; }

    /// <summary>The draft's title when left out.</summary>
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }

    /// <summary>What kind of text it is to be: a prompt of kind <c>brief</c> without the beginning, such as <c>weekly-update</c>. What suits the channel when left out.</summary>
    [StringLength(100)] public string? Brief { get; init; }
}

/// <summary>Gives a case another name.</summary>
public sealed record RenameEvalCaseRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
}
