using System.Text;

namespace Toombos.Connectors.Accounts;

/// <summary>Makes what a service said fit to be shown: one line, bounded, without what must stay secret.</summary>
static class SaidText
{
    const int Longest = 300;

    public static string? Of(string? text, params ReadOnlySpan<string> secrets)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        foreach (var secret in secrets)
        {
            if (secret.Length > 0) text = text.Replace(secret, "…", StringComparison.Ordinal);
        }
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Longest) break;
            if (!Rune.IsControl(rune)) line.Append(rune);
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }
        return line.ToString().Trim() is { Length: > 0 } kept ? kept : null;
    }
}
