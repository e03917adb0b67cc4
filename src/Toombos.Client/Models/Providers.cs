using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Models;

/// <summary>Which protocol a provider speaks.</summary>
public enum ModelProtocol
{
    /// <summary>Chat completions as OpenAI invented them; Azure OpenAI, Ollama, vLLM, LM Studio, Groq, OpenRouter and many others understand it.</summary>
    OpenAi,
    Anthropic,
}

/// <summary>A model that a provider offers, and what it costs.</summary>
public sealed record ModelEntry
{
    /// <summary>The provider's name of it, such as <c>gpt-4.1-mini</c>.</summary>
    [Required, StringLength(200, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>Tokens that question and answer may have together.</summary>
    [Range(1_000, 100_000_000)] public required int ContextTokens { get; init; }

    /// <summary>Price of a million tokens of question, in US dollars; 0 where nobody is paid.</summary>
    [Range(0, 10_000)] public decimal InputPrice { get; init; }

    /// <summary>Price of a million tokens of answer, in US dollars.</summary>
    [Range(0, 10_000)] public decimal OutputPrice { get; init; }

    /// <summary>Whether it can be held to a JSON schema. Others are asked for JSON in words.</summary>
    public bool Structured { get; init; }
}

/// <summary>A provider of models that the workspace uses with a key of its own. The key is never shown.</summary>
public sealed record ModelProvider
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required ModelProtocol Protocol { get; init; }

    /// <summary>Where its API begins.</summary>
    public required string Address { get; init; }
    public required bool HasKey { get; init; }
    public required IReadOnlyList<ModelEntry> Models { get; init; }
    public required bool Off { get; init; }

    /// <summary>Calls at once, of each node.</summary>
    public required int MaxConcurrent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>What the last check found, as a sentence that says what to do; null when it was good.</summary>
    public string? Problem { get; init; }
}

/// <summary>Connects a provider of models.</summary>
public sealed record AddModelProviderRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    public ModelProtocol Protocol { get; init; }
    [Required, StringLength(500, MinimumLength = 1)] public required string Address { get; init; }

    /// <summary>Left out where the server asks for none.</summary>
    [StringLength(500)] public string? Key { get; init; }
    [Required, MinLength(1), MaxLength(50), NoNulls] public required IReadOnlyList<ModelEntry> Models { get; init; }

    /// <summary>Calls at once, of each node.</summary>
    [Range(1, 1000)] public int MaxConcurrent { get; set; } = 8;
}

/// <summary>Changes a provider; what is left out stays. With another address the key has to be entered again.</summary>
public sealed record UpdateModelProviderRequest
{
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }
    [StringLength(500, MinimumLength = 1)] public string? Address { get; init; }

    /// <summary>A new key; empty for none.</summary>
    [StringLength(500)] public string? Key { get; init; }
    [MinLength(1), MaxLength(50), NoNulls] public IReadOnlyList<ModelEntry>? Models { get; init; }
    [Range(1, 1000)] public int? MaxConcurrent { get; init; }
    public bool? Off { get; init; }
}

/// <summary>What a model said when it was asked for a word.</summary>
/// <param name="Milliseconds">Until its answer was there.</param>
/// <param name="Sentence">What is the matter and what to do; null when it answered.</param>
/// <param name="Answer">Beginning of what it said.</param>
public sealed record ModelCheck(bool Good, string Model, int Milliseconds, string? Sentence, string? Answer);

/// <summary>A model of the catalogue: what is known of models that many use, so that nobody has to type it.</summary>
/// <param name="Provider">Who offers it.</param>
/// <param name="Address">Where that provider's API begins.</param>
/// <param name="CheckedOn">When the figures were looked up.</param>
public sealed record KnownModel(string Provider, ModelProtocol Protocol, string Address, ModelEntry Model, DateOnly CheckedOn);
