using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Models;

/// <summary>What a model is asked for.</summary>
public enum ModelPurpose { Draft, Refine, SubjectLines, Judge }

/// <summary>A model to ask, and how long and for how much.</summary>
public sealed record ModelRoute
{
    [Required] public required Guid ProviderId { get; init; }
    [Required, StringLength(200, MinimumLength = 1)] public required string Model { get; init; }

    /// <summary>Seconds after which the next is asked.</summary>
    [Range(1, 600)] public int MaxSeconds { get; set; } = 120;
}

/// <summary>Which models are asked for what, in order; when none of them answers, the built-in composer writes. And how much may be spent, in US dollars; null for no limit.</summary>
public sealed record ModelPolicy
{
    [MaxLength(10), NoNulls] public IReadOnlyList<ModelRoute> Draft { get; init => field = value ?? field; } = [];
    [MaxLength(10), NoNulls] public IReadOnlyList<ModelRoute> Refine { get; init => field = value ?? field; } = [];
    [MaxLength(10), NoNulls] public IReadOnlyList<ModelRoute> SubjectLines { get; init => field = value ?? field; } = [];
    [MaxLength(10), NoNulls] public IReadOnlyList<ModelRoute> Judge { get; init => field = value ?? field; } = [];

    /// <summary>A draft that scores less is not taken: the model is told once, then the next is asked. 0–100.</summary>
    [Range(0, 100)] public int? QualityFloor { get; init; }

    /// <summary>After so many seconds without a word the next model is asked beside the first; whoever begins goes on, the other is stopped, and both are paid. Null for never.</summary>
    [Range(1, 120)] public int? HedgeSeconds { get; init; }
    [Range(0, 1_000_000)] public decimal? PerDraft { get; init; }
    [Range(0, 1_000_000)] public decimal? PerDay { get; init; }
    [Range(0, 1_000_000)] public decimal? PerMonth { get; init; }

    public IReadOnlyList<ModelRoute> For(ModelPurpose purpose) => purpose switch
    {
        ModelPurpose.Refine => Refine, ModelPurpose.SubjectLines => SubjectLines, ModelPurpose.Judge => Judge, _ => Draft,
    };
}

/// <summary>What asking a model may cost, before it is asked.</summary>
/// <param name="Model">The model that would be asked first.</param>
/// <param name="Prompt">The prompt and its version.</param>
/// <param name="InputTokens">Length of the question, rather too high.</param>
/// <param name="MaxOutputTokens">The longest answer that is allowed.</param>
/// <param name="Most">In US dollars; a second round, where the answer has to be mended, may cost as much again.</param>
/// <param name="Known">The same was answered before and costs nothing.</param>
/// <param name="Usual">What the last of such calls cost in the middle, in US dollars; null before the first.</param>
public sealed record ModelEstimate(string Model, string Prompt, int InputTokens, int MaxOutputTokens, decimal Most, bool Known, decimal? Usual);

/// <summary>What was spent.</summary>
/// <param name="Today">In US dollars since midnight UTC, with what is reserved for calls under way.</param>
/// <param name="Month">Since the first of the month, UTC.</param>
public sealed record ModelSpending(decimal Today, decimal Month);

/// <summary>One call of a model.</summary>
public sealed record ModelCall
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ModelPurpose Purpose { get; init; }
    public required Guid ProviderId { get; init; }
    public required string Model { get; init; }
    public Guid? DraftId { get; init; }

    /// <summary>Name of whoever asked for it.</summary>
    public required string By { get; init; }

    /// <summary>The prompt and its version.</summary>
    public required string Prompt { get; init; }
    public required int InputTokens { get; init; }
    public required int OutputTokens { get; init; }

    /// <summary>In US dollars; of a call under way what is reserved for it.</summary>
    public required decimal Cost { get; init; }
    public required int Milliseconds { get; init; }

    /// <summary>Why there was no answer; null when there was one, or is none yet.</summary>
    public string? Problem { get; init; }

    /// <summary>It was answered from what had been asked before, and cost nothing.</summary>
    public bool Cached { get; init; }
}
