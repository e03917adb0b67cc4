namespace Toombos.Connectors.Models;

/// <summary>Which protocol a provider of models speaks.</summary>
public enum ModelProtocol
{
    /// <summary>Chat completions as OpenAI invented them; Azure OpenAI, Ollama, vLLM, LM Studio, Groq, OpenRouter and many others understand it.</summary>
    OpenAi,
    Anthropic,
}

/// <summary>How a provider is reached.</summary>
/// <param name="Address">Where its API begins, such as <c>https://api.openai.com/v1</c> or <c>http://localhost:11434/v1</c>.</param>
/// <param name="Key">Null where the server asks for none.</param>
public sealed record ModelAccount(ModelProtocol Protocol, string Address, string? Key)
{
    /// <summary>So that a key ends up in no log.</summary>
    public override string ToString() => $"{Protocol} at {Address}";
}
