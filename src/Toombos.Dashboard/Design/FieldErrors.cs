namespace Toombos.Dashboard.Design;

/// <summary>The API's words about single fields, found whatever the case or nesting of the name.</summary>
sealed class FieldErrors(IReadOnlyDictionary<string, string[]> errors)
{
    public static FieldErrors None { get; } = new(new Dictionary<string, string[]>());

    public bool Any => errors.Count > 0;

    public string? For(string field) => errors
        .Where(e => Same(e.Key, field))
        .SelectMany(e => e.Value)
        .FirstOrDefault();

    /// <summary>What was said about fields that the form does not show.</summary>
    public IEnumerable<string> Beyond(params IEnumerable<string> shown) =>
        errors.Where(e => !shown.Any(field => Same(e.Key, field))).SelectMany(e => e.Value);

    static bool Same(string name, string field) =>
        name[(name.LastIndexOf('.') + 1)..].TrimStart('$').Equals(field, StringComparison.OrdinalIgnoreCase);
}
