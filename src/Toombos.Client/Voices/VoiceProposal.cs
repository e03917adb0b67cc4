using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Voices;

/// <summary>How sure a measurement is, by the number of sentences: low under 10, fair under 40, high from there.</summary>
public enum Confidence { Low, Fair, High }

/// <summary>Asks for rules that texts which sound as they should have in common. Nothing is saved.</summary>
public sealed record LearnVoiceRequest
{
    /// <summary>One to ten texts, plain or Markdown.</summary>
    [Required, MinLength(1), MaxLength(10), EachText(20_000)] public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Two letters; told from the texts when left out.</summary>
    [StringLength(2, MinimumLength = 2)] public string? Language { get; init; }
}

/// <summary>What was measured for one rule.</summary>
/// <param name="Measured">In words, such as “Sentences have 14.2 words on average.”</param>
/// <param name="Proposed">The rule in words; null where the texts don't show one.</param>
/// <param name="Sentences">How many sentences, or headings, it was measured on.</param>
public sealed record VoiceMeasurement(VoiceRule Rule, string Measured, string? Proposed, int Sentences, Confidence Confidence);

/// <summary>Rules that texts show. A person decides which of them become a voice.</summary>
public sealed record VoiceProposal
{
    public required string Language { get; init; }
    public required int Texts { get; init; }
    public required int Sentences { get; init; }
    public required int Words { get; init; }
    public required VoiceRules Rules { get; init; }

    /// <summary>One for each rule that could be measured, in the order of <see cref="VoiceRule"/>.</summary>
    public required IReadOnlyList<VoiceMeasurement> Measurements { get; init; }
}
