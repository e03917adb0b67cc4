using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Voices;

/// <summary>How a workspace sounds: rules that are measured, examples, and words for a model.</summary>
public sealed record Voice
{
    public required Guid Id { get; init; }

    /// <summary>What pieces and the brand name it by; never changes.</summary>
    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>The built-in tone or blend that the built-in composer writes in.</summary>
    public required string Base { get; init; }

    /// <summary>For people, and for a model that writes in this voice.</summary>
    public string? Description { get; init; }
    public required VoiceRules Rules { get; init; }

    /// <summary>Texts that sound as they should.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>Counts up with each change; send it back to change the voice.</summary>
    public required int Version { get; init; }
}

/// <summary>Makes a voice.</summary>
public sealed record AddVoiceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>Made of the name when left out. 400 where it is a built-in tone's.</summary>
    [StringLength(50, MinimumLength = 1), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "A slug has lower-case letters a–z, digits and single hyphens.")]
    public string? Slug { get; init; }

    /// <summary>A built-in tone or blend; <c>professional</c> when left out.</summary>
    [StringLength(50)] public string? Base { get; init; }
    [StringLength(1000)] public string? Description { get; init; }
    public VoiceRules? Rules { get; init; }

    /// <summary>At most ten.</summary>
    [MaxLength(10), EachText(10_000)] public IReadOnlyList<string>? Examples { get; init; }
}

/// <summary>Changes a voice as a whole; what is left out goes. Its slug stays.</summary>
public sealed record UpdateVoiceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>A built-in tone or blend.</summary>
    [Required, StringLength(50)] public required string Base { get; init; }
    [StringLength(1000)] public string? Description { get; init; }
    [Required] public required VoiceRules Rules { get; init; }

    /// <summary>At most ten.</summary>
    [MaxLength(10), EachText(10_000)] public IReadOnlyList<string>? Examples { get; init; }
    [Range(1, int.MaxValue)] public required int Version { get; init; }
}
