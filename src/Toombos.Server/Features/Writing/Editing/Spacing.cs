using System.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Makes texts comparable that differ only in white space.</summary>
static class Spacing
{
    /// <summary>The text trimmed, every run of white space one space.</summary>
    public static string Single(string text)
    {
        var single = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) single.Append(c);
            else if (single.Length > 0 && single[^1] != ' ') single.Append(' ');
        }
        return single.ToString().TrimEnd();
    }
}
