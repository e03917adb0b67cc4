using System.Collections.Frozen;
using System.Reflection;

namespace Toombos.Server.Platform.Text;

/// <summary>Reads the word lists that ship inside the assembly: <c>name: word word …</c>, one list a line.</summary>
static class TextData
{
    public static FrozenDictionary<string, string[]> Lists(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Toombos.Server.Platform.Text.Data.{file}")
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#') lists[line[..colon]] = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        return lists.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
