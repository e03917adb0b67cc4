using System.Collections.Frozen;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Commands;

/// <summary>Reads in a document's title whose it is, so that nobody gets “News from News from Eastbrook” or a brand called Announcement.</summary>
public static class BrandName
{
    const int Longest = 60;

    static readonly string[] Separators = [" – ", " — ", " | ", ": ", "：", " - "];
    static readonly FrozenDictionary<string, string[]> Words = Read();

    /// <summary>Null where the title names nobody: a headline, a kind of page, nothing at all.</summary>
    public static string? Of(LivingDocument document)
    {
        var only = document.Items is [var item] ? item : null;
        var title = document.Title ?? only?.Title;
        if (title is null) return null;
        var parts = title.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // What a page of one item calls itself is a headline, unless it is divided: "Rotary Club – November".
        if (only is not null) parts = parts.Length > 1 ? parts[..1] : [];
        return parts.Select(Name).FirstOrDefault(name => name is not null);
    }

    /// <summary>"Minutes" is a kind, "News from Eastbrook" is Eastbrook's, "製品ノート 2026年11月" has a date that changes.</summary>
    static string? Name(string part)
    {
        var name = part.Trim();
        if (name.LastIndexOf(' ') is var cut and > 0 && name[cut..].Count(char.IsDigit) > 3) name = name[..cut];
        if (name.IndexOf(", ", StringComparison.Ordinal) is var comma and > 0 && name[comma..].Any(char.IsDigit)) name = name[..comma];
        var letters = name.AsSpan().TrimStart("🎉🚀📣📢 #*").Trim().ToString();
        if (Words["kind"].Contains(letters, StringComparer.OrdinalIgnoreCase)) return null;
        foreach (var begin in Words["begins"])
            if (name.StartsWith(begin + " ", StringComparison.OrdinalIgnoreCase)) name = name[(begin.Length + 1)..];
        foreach (var end in Words["ends"])
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase) && (name[^(end.Length + 1)] == ' ' || end[0] > 'ÿ')) name = name[..^end.Length].TrimEnd();
        name = name.Trim(' ', ',', '-', '–');
        return name.Length is > 0 and <= Longest && name.Any(char.IsLetter) && !Words["kind"].Contains(name, StringComparer.OrdinalIgnoreCase) ? name : null;
    }

    static FrozenDictionary<string, string[]> Read()
    {
        using var stream = typeof(BrandName).Assembly.GetManifestResourceStream("Toombos.Server.Commands.title-words.txt")
            ?? throw new InvalidOperationException("The words of titles are not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split(':', 2)).ToFrozenDictionary(p => p[0], p => p[1].Split(',', StringSplitOptions.TrimEntries));
    }
}
