namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Flags in force at a place of the document: an inner layer wins over the ones around it.</summary>
sealed class FlagScope
{
    readonly Dictionary<string, Flag> flags;

    FlagScope(Dictionary<string, Flag> flags) => this.flags = flags;

    public static FlagScope Of(IEnumerable<Flag> flags, Action<string, string, int> warn) => new FlagScope([]).With(flags, warn);

    public FlagScope With(IEnumerable<Flag> inner, Action<string, string, int> warn)
    {
        Dictionary<string, Flag>? layer = null;
        foreach (var flag in inner)
        {
            layer ??= new(StringComparer.Ordinal);
            if (layer.TryGetValue(flag.Name, out var earlier) && earlier.Value != flag.Value)
                warn("flag.contradiction", $"“{flag.Name}” is set twice, first to {earlier.Value}, then to {flag.Value}; the last one counts.", flag.Offset);
            layer[flag.Name] = flag;
        }
        if (layer is null) return this;
        foreach (var outer in flags.Values) layer.TryAdd(outer.Name, outer);
        return new FlagScope(layer);
    }

    public Flag? Find(string name) => flags.GetValueOrDefault(name);
    public string? Value(string name) => Find(name) is { Value.Length: > 0 } flag ? flag.Value : null;
    public bool? Truth(string name) => Find(name) is { } flag ? flag.Value == "true" : null;
    public IReadOnlyList<string> List(string name) =>
        Value(name)?.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
