using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What a model is told to do: a text with named places, kept as a file beside the code and numbered, so that each draft can say by which one it was written.</summary>
sealed partial record Prompt(string Name, int Version, IReadOnlySet<string> Parameters, string Text)
{
    const string Folder = "prompts/";

    static readonly FrozenDictionary<string, Prompt> All = Read().ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    public static Prompt Of(string name) => All[name];

    /// <summary>Name and version, as drafts and calls keep them.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Name}@{Version}");

    /// <summary>The text with its places filled. What goes in is ours or cleaned: one line, no braces.</summary>
    public string With(IReadOnlyDictionary<string, string> values)
    {
        if (!Parameters.SetEquals(values.Keys)) throw new ArgumentException($"The prompt {Name} takes {string.Join(", ", Parameters)}.", nameof(values));
        return Place().Replace(Text, match => values[match.Groups[1].Value].ReplaceLineEndings(" ").Replace("{{", "{", StringComparison.Ordinal));
    }

    static IEnumerable<Prompt> Read()
    {
        var assembly = typeof(Prompt).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    internal static Prompt Parse(string file)
    {
        var end = file.IndexOf("\n---\n", 4, StringComparison.Ordinal);
        var head = file[4..end].Split('\n').Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
        var prompt = new Prompt(head["name"], int.Parse(head["version"], CultureInfo.InvariantCulture), head["parameters"].Split(", ").ToHashSet(StringComparer.Ordinal), file[(end + 5)..].Trim());
        var places = Place().Matches(prompt.Text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return places.SetEquals(prompt.Parameters) ? prompt : throw new FormatException($"The prompt {prompt.Name} names its places {string.Join(", ", prompt.Parameters)}, but has {string.Join(", ", places)}.");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
