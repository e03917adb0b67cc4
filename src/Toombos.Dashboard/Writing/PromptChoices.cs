using Toombos.Client.Writing;

namespace Toombos.Dashboard.Writing;

/// <summary>Prompts as things to pick from.</summary>
static class PromptChoices
{
    /// <summary>The name without its kind is what requests use.</summary>
    public static Choice Of(Prompt prompt) => new(prompt.Name[(prompt.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], prompt.Title, prompt.Description);

    public static bool IsFor(Prompt prompt, string channel) =>
        prompt.For is null || prompt.For == channel || prompt.For == (channel is "email" or "web" ? channel : "social");
}
