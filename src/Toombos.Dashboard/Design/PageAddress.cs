namespace Toombos.Dashboard.Design;

/// <summary>Addresses of pages whose filters stand in them, so that a view can be kept and sent to others.</summary>
static class PageAddress
{
    /// <summary>What is empty is left out.</summary>
    public static string Of(string path, IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!.Trim())}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    public static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A word of an enumeration; nothing for what it does not know.</summary>
    public static T? Word<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var word) && char.IsAsciiLetter(text![0]) && Enum.IsDefined(word) ? word : null;
}
