using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Chains;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Chains;

/// <summary>A kind of chain as its file has it.</summary>
/// <param name="Lines">By language, the line that tells readers which part of a series they read.</param>
sealed record ChainTemplate(ChainKind Kind, IReadOnlyDictionary<string, string> Lines)
{
    public string? LineOf(string? language, int part, int parts) => (Lines.GetValueOrDefault(language ?? "") ?? Lines.GetValueOrDefault(""))
        ?.Replace("{part}", part.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{parts}", parts.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>The kinds of chain, kept as files beside the code and numbered, like prompts.</summary>
static class ChainKinds
{
    const string Folder = "chains/", Line = "line";

    public static FrozenDictionary<string, ChainTemplate> All { get; } = HeadedFile.In(Folder).Select(Parse).ToFrozenDictionary(k => k.Kind.Name, StringComparer.Ordinal);

    public static Ok<IReadOnlyList<ChainKind>> Handle() => TypedResults.Ok<IReadOnlyList<ChainKind>>([.. All.Values.Select(k => k.Kind).OrderBy(k => k.Name, StringComparer.Ordinal)]);

    /// <exception cref="FieldException">There is no such kind.</exception>
    public static ChainTemplate Of(string name) =>
        All.GetValueOrDefault(name) ?? throw new FieldException("kind", $"There is no chain '{name}'. Use one of: {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))}.");

    static ChainTemplate Parse(HeadedFile file)
    {
        var head = file.Head;
        var steps = file.Text.Split("## ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(StepOf).ToList();
        var kind = new ChainKind
        {
            Name = head["name"], Version = int.Parse(head["version"], CultureInfo.InvariantCulture), Title = head["title"], Description = head["description"], Channels = head["channels"].Split(", "),
            Parts = head.GetValueOrDefault("parts") is { } parts ? PartsOf(parts) : null, Steps = steps,
        };
        return new(kind, head.Where(f => f.Key.StartsWith(Line, StringComparison.Ordinal)).ToDictionary(f => f.Key[Line.Length..].TrimStart('.'), f => f.Value, StringComparer.Ordinal));
    }

    static ChainKindStep StepOf(string text)
    {
        var (title, rest) = (text[..text.IndexOf('\n')], text[(text.IndexOf('\n') + 1)..]);
        var gap = rest.IndexOf("\n\n", StringComparison.Ordinal);
        var fields = HeadedFile.FieldsOf(rest[..gap]);
        _ = ItemTake.Parse(fields["items"]);
        return new(title, rest[(gap + 2)..].Trim(), fields["channels"].Split(", "), fields["brief"], int.Parse(fields["day"], CultureInfo.InvariantCulture), fields["items"]);
    }

    /// <summary>"2-6, 4": at least, at most, usually.</summary>
    static ChainParts PartsOf(string text) => text.Split('-', ',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList() is [var least, var most, var usual]
        ? new(least, most, usual) : throw new FormatException($"'{text}' does not say how many parts there may be.");
}
