using Toombos.Client.Writing;

namespace Toombos.Dashboard.Writing;

/// <summary>Prompts as things to pick from.</summary>
static class PromptChoices
{
    /// <summary>The name without its kind is what requests use.</summary>
    public static Choice Of(Prompt prompt) => new(prompt.Name[(prompt.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], prompt.Title, prompt.Description);

    /// <summary>Those of a kind that are for a channel.</summary>
    public static IReadOnlyList<Choice> For(IEnumerable<Prompt> prompts, PromptKind kind, string channel) => [.. prompts.Where(p => p.Kind == kind && IsFor(p, channel)).Select(Of)];

    public static bool IsFor(Prompt prompt, string channel) =>
        prompt.For is null || prompt.For == channel || prompt.For == (channel is "email" or "web" ? channel : "social");
}
