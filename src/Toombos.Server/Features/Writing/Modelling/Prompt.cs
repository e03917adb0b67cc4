using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What a model is told to do: a text with named places, kept as a file beside the code and numbered, so that each draft can say by which one it was written.</summary>
sealed partial record Prompt
{
    const string Folder = "prompts/";

    public required string Name { get; init; }
    public required int Version { get; init; }
    public required PromptKind Kind { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>Kind of channel or family that it is for; null for all.</summary>
    public string? For { get; init; }

    /// <summary>What a suggestion is to become.</summary>
    public string? Field { get; init; }
    public required IReadOnlySet<string> Parameters { get; init; }
    public required string Text { get; init; }

    /// <summary>Beginning of the hash of a workspace's own text; null for ours.</summary>
    public string? Own { get; init; }

    public static FrozenDictionary<string, Prompt> All { get; } = HeadedFile.In(Folder).Select(Parse).ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>Name and version, as drafts and calls keep them.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Name}@{Version}{(Own is null ? "" : "+" + Own)}");

    /// <summary>The text with its places filled. What goes in is one line and holds no place of its own.</summary>
    public string With(IReadOnlyDictionary<string, string> values) =>
        Place().Replace(Text, match => values[match.Groups[1].Value].ReplaceLineEndings(" ").Replace("{{", "{", StringComparison.Ordinal));

    /// <summary>The same, with places that have no value left as they stand.</summary>
    public string WithWhatIsKnown(IReadOnlyDictionary<string, string> values) => With(Parameters.ToDictionary(p => p, p => values.GetValueOrDefault(p) ?? $"{{{p}}}"));

    /// <summary>Names of the places in a text.</summary>
    public static HashSet<string> PlacesOf(string text) => Place().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    static Prompt Parse(HeadedFile file)
    {
        var (head, text) = (file.Head, file.Text);
        var kind = Enum.Parse<PromptKind>(head["kind"], ignoreCase: true);
        var prompt = new Prompt
        {
            Name = kind == PromptKind.Base ? head["name"] : $"{head["kind"]}.{head["name"]}", Version = int.Parse(head["version"], CultureInfo.InvariantCulture), Kind = kind, Title = head["title"],
            Description = head.GetValueOrDefault("description", ""), For = head.GetValueOrDefault("for") is { } one && one != "all" ? one : null, Field = head.GetValueOrDefault("field"),
            Parameters = head.GetValueOrDefault("parameters")?.Split(", ").ToHashSet(StringComparer.Ordinal) ?? [], Text = text,
        };
        return prompt.Parameters.SetEquals(PlacesOf(text)) ? prompt : throw new FormatException($"The prompt {prompt.Name} names other places than it has: {string.Join(", ", PlacesOf(text))}.");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
