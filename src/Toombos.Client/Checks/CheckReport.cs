using System.Text.Json.Serialization;

namespace Toombos.Client.Checks;

/// <summary>How much a finding matters.</summary>
public enum Severity { Info, Warning, Error }

/// <summary>A place in a draft: index of the part, and of the sentence in it; both from 0.</summary>
public sealed record SentencePlace(int Part, int Sentence);

/// <summary>Something a check found.</summary>
/// <param name="Code">Stable name such as <c>length.over-limit</c>, <c>subject.spam-word</c>.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record Finding(string Code, Severity Severity, string Message, SentencePlace? At = null);

/// <summary>What a claim is about. A superlative may be an absolute too (the only, never); a negation also its opposite (open, closed).</summary>
public enum ClaimKind { Number, Date, Money, Name, Quote, Superlative, Comparison, Negation }

/// <summary>Whether the source carries a claim. Contradicted: the source says something else of the same thing.</summary>
public enum ClaimVerdict { Supported, Unsupported, Accepted, Contradicted }

/// <summary>The words of the source that a claim was held against: those that support it, or those that say otherwise.</summary>
/// <param name="Block">Id of the block.</param>
/// <param name="Start">Where the words stand in the block's text, in UTF-16 code units from 0.</param>
/// <param name="Length">In UTF-16 code units; 0 where the words stand over the block (title, date, tags of its item), not in it.</param>
/// <param name="Text">The words as the source has them.</param>
public sealed record ClaimEvidence(string Block, int Start, int Length, string Text);

/// <summary>A checkable statement of a sentence, and the blocks that support it.</summary>
public sealed record Claim
{
    /// <summary>Stable within a version: hash of kind, text and place.</summary>
    public required string Id { get; init; }
    public required ClaimKind Kind { get; init; }

    /// <summary>The words of the claim as they stand in the sentence.</summary>
    public required string Text { get; init; }
    public required SentencePlace At { get; init; }
    public required ClaimVerdict Verdict { get; init; }

    /// <summary>Blocks that support it; empty when none does.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <summary>What the source says: in support, or instead where the claim is contradicted. Null where it says nothing of the kind.</summary>
    public ClaimEvidence? Evidence { get; init; }

    /// <summary>Who took responsibility for a claim without support, and why.</summary>
    public string? AcceptedBy { get; init; }
    public string? Reason { get; init; }

    /// <summary>True while the claim stands against an approval: unsupported or contradicted, and nobody answers for it.</summary>
    [JsonIgnore]
    public bool IsOpen => Verdict is ClaimVerdict.Unsupported or ClaimVerdict.Contradicted;
}

/// <summary>One length held against a limit by the network's own counting.</summary>
/// <param name="Label">What was counted: subject, title, post 2, …</param>
/// <param name="Unit">characters, graphemes, bytes, weighted, words, kilobytes, hashtags.</param>
public sealed record Measure(string Label, int Post, int Count, int Limit, string Unit)
{
    public bool Fits => Count <= Limit;
}

/// <summary>One of the six weighted views of quality, 0–100.</summary>
public sealed record QualityDimension(string Name, double Weight, double Score);

/// <summary>A concrete way to raise a low dimension, naming the sentence where there is one.</summary>
public sealed record Suggestion(string Dimension, string Message, SentencePlace? At = null, string? Sentence = null);

/// <summary>Readability figures of the body.</summary>
public sealed record Readability(double FleschEase, double FleschKincaid, double GunningFog, double Ari, double ColemanLiau, double PassiveShare, int Words, int Sentences);

/// <summary>Quality in figures: weighted total 0–100 and its level.</summary>
/// <param name="Level">excellent, good, fair, poor or critical.</param>
public sealed record QualityScore(double Total, string Level, IReadOnlyList<QualityDimension> Dimensions, IReadOnlyList<Suggestion> Suggestions, Readability Readability);

/// <summary>All that the checks say of one draft version.</summary>
public sealed record CheckReport
{
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<Claim> Claims { get; init; }
    public required IReadOnlyList<Measure> Measures { get; init; }
    public required QualityScore Quality { get; init; }

    /// <summary>True when nothing stands against an approval: no error, no open claim.</summary>
    [JsonIgnore]
    public bool Passed => Findings.All(f => f.Severity != Severity.Error) && !Claims.Any(c => c.IsOpen);
}
