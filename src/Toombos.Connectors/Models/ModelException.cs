namespace Toombos.Connectors.Models;

/// <summary>Why a model did not answer, in the terms of what has to be done about it.</summary>
public enum ModelProblem
{
    /// <summary>The key is not accepted.</summary>
    Auth,

    /// <summary>The key may not use this model, or there is none of that name.</summary>
    Permission,

    /// <summary>Nothing is left of what was paid for or allowed.</summary>
    Billing,

    /// <summary>Too much at once; later it works.</summary>
    Rate,

    /// <summary>More text than the model takes.</summary>
    TooLong,

    /// <summary>The provider does not want to answer this, or does not understand the request.</summary>
    Content,

    /// <summary>The provider is away, in trouble, or its answer broke off.</summary>
    Transient,

    /// <summary>The answer is none that its protocol knows.</summary>
    Unknown,
}

/// <summary>A model did not answer. The message is for people and says what to do.</summary>
/// <param name="after">When to ask again, where the provider said so.</param>
/// <param name="answer">Beginning of what it said, without the key.</param>
public sealed class ModelException(ModelProblem problem, string sentence, TimeSpan? after = null, string? answer = null, Exception? inner = null) : Exception(sentence, inner)
{
    public ModelProblem Problem { get; } = problem;
    public TimeSpan? After { get; } = after;
    public string? Answer { get; } = answer;
}
