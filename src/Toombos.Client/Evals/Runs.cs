using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Evals;

/// <summary>What is tried in place of how things are now; what is left out stays as it is.</summary>
public sealed record EvalCandidate
{
    public EvalModel? Model { get; init; }
    public EvalPrompt? Prompt { get; init; }

    /// <summary>Name of a built-in voice, or slug of the workspace's own.</summary>
    [StringLength(50, MinimumLength = 1)] public string? Voice { get; init; }
}

/// <summary>A model of a connected provider. It alone is asked: no other steps in.</summary>
public sealed record EvalModel
{
    [Required] public required Guid ProviderId { get; init; }
    [Required, StringLength(200, MinimumLength = 1)] public required string Name { get; init; }
}

/// <summary>Another text of a prompt. All its places have to stay.</summary>
public sealed record EvalPrompt
{
    /// <summary><c>draft</c>, or a prompt of kind <c>brief</c> with the beginning, such as <c>brief.weekly-update</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [Required, StringLength(10_000, MinimumLength = 1)] public required string Text { get; init; }
}

/// <summary>Writes every case of the golden set as things are now, and again with the candidate. Nothing is saved as a draft.</summary>
public sealed record StartEvalRunRequest
{
    /// <summary>Only how things are now is measured when left out.</summary>
    public EvalCandidate? Candidate { get; init; }

    /// <summary>What it is called in lists, such as the commit that it is run for.</summary>
    [StringLength(100)] public string? Title { get; init; }

    /// <summary>Asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>What a run may cost, before anything is asked.</summary>
/// <param name="Texts">Texts that a model is to write: one or two of each case, but none where the candidate changes nothing.</param>
/// <param name="Known">How many of them were answered before and cost nothing.</param>
/// <param name="Models">Those that would be asked first.</param>
/// <param name="Most">In US dollars; where an answer has to be mended, that may cost as much again.</param>
/// <param name="Usual">From what such calls did cost, in US dollars; null where too little is known.</param>
/// <param name="Problems">Cases that no model can be asked for, as sentences.</param>
public sealed record EvalEstimate(int Cases, int Texts, int Known, IReadOnlyList<string> Models, decimal Most, decimal? Usual, IReadOnlyList<string> Problems);

/// <summary>How far a run is. Stopped: by a person or a cap; what was measured so far stays.</summary>
public enum EvalState { Waiting, Running, Finished, Stopped, Failed }

/// <summary>How the candidate compares with how things are now.</summary>
public enum EvalVerdict { Same, Better, Worse }

/// <summary>What is measured of a text.</summary>
public enum EvalMeasureKind
{
    /// <summary>Cases for which there is a text.</summary>
    Written,

    /// <summary>Claims that the source contradicts.</summary>
    Contradicted,

    /// <summary>Claims that the source says nothing of.</summary>
    Unsupported,

    /// <summary>Quality on average, 0–100.</summary>
    Quality,

    /// <summary>How well the rules of the voice are kept on average, 0–100.</summary>
    Voice,

    /// <summary>Texts within all limits of their channel.</summary>
    WithinLimits,

    /// <summary>US dollars for each text that had to be asked for.</summary>
    Cost,

    /// <summary>Seconds for each text that had to be asked for.</summary>
    Seconds,
}

/// <summary>One measure over all cases that were written by both sides.</summary>
/// <param name="Baseline">As things are now; null where nothing was measured.</param>
/// <param name="Candidate">Null where nothing was measured.</param>
/// <param name="Verdict">Null where there is nothing to compare.</param>
public sealed record EvalMeasure(EvalMeasureKind Kind, double? Baseline, double? Candidate, EvalVerdict? Verdict);

/// <summary>A run over the golden set.</summary>
public sealed record EvalRun
{
    public required Guid Id { get; init; }
    public string? Title { get; init; }
    public required EvalState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>When it was finished; null before, and where it was stopped.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The job that does it; cancelling that stops the run.</summary>
    public required Guid JobId { get; init; }

    /// <summary>What is tried; null where only how things are now is measured.</summary>
    public EvalCandidate? Candidate { get; init; }

    /// <summary>Cases in the golden set when it was started.</summary>
    public required int Cases { get; init; }

    /// <summary>Texts that are to be written, and texts that are.</summary>
    public required int Texts { get; init; }
    public required int Done { get; init; }

    /// <summary>US dollars.</summary>
    public required decimal Cost { get; init; }

    /// <summary>How the candidate compares over all; null without one, and before anything can be compared.</summary>
    public EvalVerdict? Verdict { get; init; }

    /// <summary>The verdict in words, with the number of cases that became worse.</summary>
    public required string Sentence { get; init; }
    public required IReadOnlyList<EvalMeasure> Measures { get; init; }

    /// <summary>Why it was stopped or failed.</summary>
    public string? Problem { get; init; }
}

/// <summary>A run with its cases, those that became worse first.</summary>
public sealed record EvalRunDetails(EvalRun Run, IReadOnlyList<EvalComparison> Cases);

/// <summary>One case, as things are now beside the candidate.</summary>
public sealed record EvalComparison
{
    public required Guid CaseId { get; init; }
    public required string Name { get; init; }
    public required string Channel { get; init; }

    /// <summary>Null without a candidate, and until both are written.</summary>
    public EvalVerdict? Verdict { get; init; }

    /// <summary>The verdict in words, with what became worse and better.</summary>
    public required string Sentence { get; init; }

    /// <summary>The candidate changes nothing of what is asked here, so nothing was asked twice.</summary>
    public bool Unchanged { get; init; }
    public EvalScore? Baseline { get; init; }
    public EvalScore? Candidate { get; init; }
}

/// <summary>What was measured of one text.</summary>
public sealed record EvalScore
{
    /// <summary>Whether a model wrote it.</summary>
    public required bool Written { get; init; }

    /// <summary>Why none did; null where one did.</summary>
    public string? Problem { get; init; }
    public string? Model { get; init; }

    /// <summary>The prompts and their versions.</summary>
    public required string Prompt { get; init; }

    /// <summary>0–100.</summary>
    public double Quality { get; init; }
    public IReadOnlyList<Checks.QualityDimension> Dimensions { get; init => field = value ?? field; } = [];
    public int Supported { get; init; }
    public int Unsupported { get; init; }
    public int Contradicted { get; init; }

    /// <summary>The claims that the source does not carry.</summary>
    public IReadOnlyList<EvalClaim> Open { get; init => field = value ?? field; } = [];

    /// <summary>0–100; null where the voice has no rules of the workspace's own.</summary>
    public double? Voice { get; init; }

    /// <summary>Rules of the voice that are not kept, as sentences.</summary>
    public IReadOnlyList<string> BrokenRules { get; init => field = value ?? field; } = [];
    public bool WithinLimits { get; init; }
    public int InputTokens { get; init; }
    public int OutputTokens { get; init; }

    /// <summary>US dollars.</summary>
    public decimal Cost { get; init; }
    public int Milliseconds { get; init; }

    /// <summary>It was answered from what had been asked before, and cost nothing.</summary>
    public bool Known { get; init; }
}

/// <summary>A claim that the source does not carry.</summary>
/// <param name="Source">What the source says instead; null where it says nothing of the kind.</param>
public sealed record EvalClaim(string Text, Checks.ClaimVerdict Verdict, string? Source);

/// <summary>The texts of one case side by side.</summary>
public sealed record EvalTexts(Guid CaseId, string Name, string Channel, EvalText? Baseline, EvalText? Candidate);

/// <summary>A text and what the checks say of it.</summary>
public sealed record EvalText(Writing.DraftContent Content, Checks.CheckReport Checks);
