using Toombos.Client.Writing;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Models;

namespace Toombos.Dashboard.Prompts;

/// <summary>Prompts as people read them.</summary>
static class PromptWords
{
    public const string Path = ModelWords.Path + "/prompts";

    public static string AddressOf(string name) => $"{Path}/{Uri.EscapeDataString(name)}";

    public static string Of(PromptKind kind) => kind switch
    {
        PromptKind.Base => "Frames", PromptKind.Brief => "Briefs", PromptKind.Refine => "Ways to rewrite", PromptKind.Suggest => "Suggestions", PromptKind.Angle => "Angles of variants", _ => kind.ToString(),
    };

    public static string Means(PromptKind kind) => kind switch
    {
        PromptKind.Base => "The whole of what a model is told; the others are put into their places.",
        PromptKind.Brief => "What kind of text a draft is to be.",
        PromptKind.Refine => "How a part of a draft is to be rewritten.",
        PromptKind.Suggest => "What is to be suggested for a draft.",
        PromptKind.Angle => "What each of several variants of a draft puts first.",
        _ => "",
    };

    /// <summary>What stands in a place when a model is asked.</summary>
    public static string MeaningOf(string place) => place switch
    {
        "brand" => "the brand's name", "channel" => "the channel", "language" => "the language", "voice" => "the voice with its rules", "limits" => "the channel's limits", "roles" => "the parts that a text may have",
        "people" => "who reads it", "brief" => "the chosen brief and angle", "instruction" => "the chosen way or suggestion", "count" => "how many are wanted", "custom" => "what the person asks for",
        "chain" => "the name of the chain", "step" => "the name of the step", "purpose" => "what the step is for", "number" => "which step it is", "of" => "how many steps there are", "steps" => "all steps with their purpose",
        "rule" => "how items may be shared out", _ => "",
    };

    public static string ForOf(Prompt prompt) => prompt.For switch { null => "every channel", "social" => "social networks", var one => Words.Channel(one) };

    /// <summary>Ours has another version than the one that the workspace's text was written in place of.</summary>
    public static bool IsBehind(Prompt prompt) => prompt.Own is { } own && own.Version != prompt.Version;

    public static bool Matches(Prompt prompt, string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => new[] { prompt.Name, prompt.Title, prompt.Description, prompt.Text, prompt.Own?.Text }.Any(text => text?.Contains(word, StringComparison.CurrentCultureIgnoreCase) == true));
}
