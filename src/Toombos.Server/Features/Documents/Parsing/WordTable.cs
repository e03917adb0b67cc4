using System.Collections.Frozen;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>An embedded list of words, <c>name: word, word</c> a line, read once.</summary>
static class WordTable
{
    /// <summary>In file order, so that a caller may let the first match win.</summary>
    public static IReadOnlyList<(string Name, string[] Words)> Read(string file)
    {
        using var stream = typeof(WordTable).Assembly.GetManifestResourceStream($"{typeof(WordTable).Namespace}.{file}")
            ?? throw new InvalidOperationException($"The word list {file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(':', 2))
            .Select(parts => (parts[0], parts[1].Split(',', StringSplitOptions.TrimEntries)))];
    }

    public static FrozenDictionary<string, string> ByWord(string file) =>
        Read(file).SelectMany(row => row.Words.Select(word => (word, row.Name))).ToFrozenDictionary(p => p.word, p => p.Name, StringComparer.OrdinalIgnoreCase);
}
