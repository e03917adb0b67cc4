using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>One entry of the front matter: a scalar, or a list joined by commas.</summary>
sealed record FrontMatterEntry(string Name, string Value, int Offset);

/// <summary>YAML between two <c>---</c> lines at the top. Read as a flat stream of events: no objects, no aliases, no recursion.</summary>
sealed class FrontMatter
{
    const int MaxLength = 64 * 1024;

    /// <summary>Brackets are where reading YAML stops being linear.</summary>
    const int MostBrackets = 1000;

    public IReadOnlyList<FrontMatterEntry> Entries { get; private init; } = [];

    /// <summary>Offset of the first character of the body.</summary>
    public int End { get; private init; }

    public string? Value(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Entries.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Value.Length: > 0 } entry) return entry.Value;
        return null;
    }

    public static FrontMatter Read(string text, Action<string, string, int> warn)
    {
        if (Bounds(text) is not var (start, stop, end)) return new FrontMatter();
        if (stop - start > MaxLength || Brackets(text.AsSpan(start, stop - start)) > MostBrackets)
        {
            warn("front-matter.unreadable", "The front matter is longer than 64 KB or too deeply bracketed, and is not read.", start);
            return new FrontMatter { End = end };
        }
        try
        {
            var entries = Parse(text[start..stop], start);
            return entries is null ? new FrontMatter() : new FrontMatter { Entries = entries, End = end };
        }
        // The YAML reader answers some broken texts with its own surprise rather than with a YamlException
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            warn("front-matter.unreadable", "The front matter is not valid YAML and is not read. Each line should read “name: value”.",
                error is YamlException yaml ? Math.Clamp(start + (int)yaml.Start.Index, start, stop) : start);
            return new FrontMatter { End = end };
        }
    }

    static int Brackets(ReadOnlySpan<char> yaml) => yaml.Count('[') + yaml.Count('{') + yaml.Count('?');

    /// <summary>Null when the first line is not <c>---</c> or nothing closes it: then it is a thematic break.</summary>
    static (int Start, int Stop, int End)? Bounds(string text)
    {
        var head = text[0] == ' ' ? 1 : 0; // a byte order mark stood here
        if (!text.AsSpan(head).StartsWith("---")) return null;
        var lineEnd = LineEnd(text, head);
        if (!text.AsSpan(head + 3, lineEnd - head - 3).IsWhiteSpace()) return null;
        var start = Next(text, lineEnd);
        for (var at = start; at < text.Length;)
        {
            lineEnd = LineEnd(text, at);
            if (text.AsSpan(at, lineEnd - at).TrimEnd() is "---" or "...") return (start, at, Next(text, lineEnd));
            at = Next(text, lineEnd);
        }
        return null;
    }

    static int LineEnd(string text, int from)
    {
        var end = text.AsSpan(from).IndexOfAny('\r', '\n');
        return end < 0 ? text.Length : from + end;
    }

    static int Next(string text, int lineEnd) =>
        lineEnd >= text.Length ? text.Length : lineEnd + (text[lineEnd] == '\r' && lineEnd + 1 < text.Length && text[lineEnd + 1] == '\n' ? 2 : 1);

    /// <summary>Null when it is not a mapping, so that text between two thematic breaks stays text.</summary>
    static List<FrontMatterEntry>? Parse(string yaml, int offset)
    {
        var parser = new Parser(new StringReader(yaml));
        var entries = new List<FrontMatterEntry>();
        YamlScalar? key = null;
        var list = new List<string>();
        var depth = 0;
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case MappingStart: depth++; break;
                case SequenceStart when depth == 0: return null;
                case SequenceStart: depth++; list.Clear(); break;
                case MappingEnd or SequenceEnd:
                    depth--;
                    if (depth == 1 && key is not null) Add(string.Join(", ", list));
                    break;
                case YamlScalar when depth == 0: return null;
                case YamlScalar scalar when depth == 1 && key is null: key = scalar; list.Clear(); break;
                case YamlScalar scalar when depth == 1: Add(scalar.Value); break;
                case YamlScalar scalar: list.Add(scalar.Value); break;
                case AnchorAlias when depth == 1 && key is not null: Add(""); break;
            }
        }
        return entries;

        void Add(string value)
        {
            entries.Add(new FrontMatterEntry(key!.Value, value, offset + (int)key.Start.Index));
            key = null;
        }
    }
}
