using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Finds the JSON object in what a model said: between fences or words, and whole again where it was cut off.</summary>
static class LooseJson
{
    /// <summary>The first object as what it should be; null where there is none, or another.</summary>
    public static T? Read<T>(string text, JsonTypeInfo<T> type) where T : class
    {
        if (ObjectIn(text) is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first object, closed after its last whole value; null where there is none.</summary>
    public static string? ObjectIn(string text)
    {
        var start = text.IndexOf('{');
        if (start < 0) return null;
        var (open, quoted, escaped) = (new Stack<char>(), false, false);
        var (whole, closers) = (-1, "");
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (escaped) escaped = false;
                else if (c == '\\') escaped = true;
                else if (c == '"') quoted = false;
                continue;
            }
            switch (c)
            {
                case '"': quoted = true; break;
                case '{': open.Push('}'); break;
                case '[': open.Push(']'); break;
                case '}' or ']':
                    if (open.Count == 0 || open.Pop() != c) return null;
                    if (open.Count == 0) return text[start..(i + 1)];
                    // Only after an object or a list is it certain that nothing of it is missing.
                    (whole, closers) = (i, string.Concat(open));
                    break;
                default: break;
            }
        }
        return whole < 0 ? null : new StringBuilder(text, start, whole + 1 - start, whole + 16).Append(closers).ToString();
    }
}
