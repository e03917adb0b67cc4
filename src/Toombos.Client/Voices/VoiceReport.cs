using System.ComponentModel.DataAnnotations;
using Toombos.Client.Checks;

namespace Toombos.Client.Voices;

/// <summary>A sentence that breaks a rule.</summary>
/// <param name="Message">What is wrong, and what to write instead where that is known.</param>
/// <param name="At">Its place; null where the text as a whole is at fault.</param>
/// <param name="Sentence">Its words; long ones are cut.</param>
public sealed record VoiceFault(string Message, SentencePlace? At = null, string? Sentence = null);

/// <summary>How far a text keeps one rule.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Message">What was measured, beside what the rule asks for.</param>
/// <param name="Faults">At most ten, in the order of the text.</param>
public sealed record VoiceRuleScore(VoiceRule Rule, double Score, string Message, IReadOnlyList<VoiceFault> Faults);

/// <summary>A text held against a voice's rules.</summary>
public sealed record VoiceReport
{
    /// <summary>Slug of the voice; null where rules were tried that are not saved.</summary>
    public string? Voice { get; init; }

    /// <summary>Name of the voice as it was at the time.</summary>
    public string? Name { get; init; }

    /// <summary>0–100: the mean of the rules.</summary>
    public required double Total { get; init; }
    public required IReadOnlyList<VoiceRuleScore> Rules { get; init; }

    /// <summary>Rules of the voice that cannot be measured in the language of the text.</summary>
    public required IReadOnlyList<VoiceRule> NotMeasured { get; init; }
}

/// <summary>Asks how far a text keeps rules. Nothing is saved.</summary>
public sealed record CheckVoiceRequest
{
    /// <summary>Plain text or Markdown.</summary>
    [Required, StringLength(50_000, MinimumLength = 1)] public required string Text { get; init; }

    /// <summary>The rules to try; those of <see cref="Voice"/> when left out.</summary>
    public VoiceRules? Rules { get; init; }

    /// <summary>Slug of a voice of the workspace.</summary>
    [StringLength(50)] public string? Voice { get; init; }

    /// <summary>Two letters; told from the text when left out.</summary>
    [StringLength(2, MinimumLength = 2)] public string? Language { get; init; }
}
