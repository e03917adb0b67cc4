using System.Text;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents.Entries;

/// <summary>Flags of a pushed item as the comments that an editor would write; one that can't be read is refused rather than warned of.</summary>
static class ItemFlagLines
{
    const int Most = 20, LongestValue = 150;

    public static string Of(IReadOnlyDictionary<string, string> flags, string field)
    {
        if (flags.Count > Most) throw new FieldException(field, $"An item has at most {Most} flags.");
        var lines = new StringBuilder();
        foreach (var (name, value) in flags)
        {
            string? complaint = null;
            if (value.Length > LongestValue || value.AsSpan().IndexOfAny('<', '>', '\n') >= 0 || value.Contains("--", StringComparison.Ordinal)) complaint = $"The value of the flag “{name}” is too long or holds marks.";
            else if (name == EntryOutline.Flag || new FlagReader((_, message, _) => complaint ??= message).Read(name, value, 0) is null) complaint ??= $"“{name}” is not a flag that Toombos knows.";
            if (complaint is not null) throw new FieldException(field, complaint);
            lines.Append("<!-- ").Append(name).Append(": ").Append(value).Append(" -->\n");
        }
        return lines.ToString();
    }
}
