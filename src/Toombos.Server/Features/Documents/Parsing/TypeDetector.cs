using System.Text;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Tells an item's type from the words of its title when the editor does not.</summary>
static class TypeDetector
{
    static readonly (ItemType Type, string[] Words)[] Rows =
        [.. WordTable.Read("type-words.txt").Select(r => (Enum.Parse<ItemType>(r.Name, ignoreCase: true), r.Words.Select(w => $" {w} ").ToArray()))];

    public static ItemType Of(string title)
    {
        var words = new StringBuilder(" ");
        foreach (var rune in title.EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) words.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value > 0x2000 && !Rune.IsPunctuation(rune)) words.Append(' ').Append(rune.ToString()).Append(' ');
            else if (words[^1] != ' ') words.Append(' ');
        var text = words.Append(' ').ToString();
        foreach (var (type, known) in Rows)
            if (known.Any(word => text.Contains(word, StringComparison.Ordinal))) return type;
        return ItemType.Update;
    }
}
