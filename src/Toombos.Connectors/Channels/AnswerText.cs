using System.Text;

namespace Toombos.Connectors.Channels;

/// <summary>Makes what the other side said fit to be kept and shown: one line, bounded, without what must stay secret.</summary>
static class AnswerText
{
    public const int Longest = 500;

    /// <param name="secrets">Taken out as they are and in Base64, for a server may say again what it was told.</param>
    public static string? Of(string? text, params ReadOnlySpan<string?> secrets)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        foreach (var secret in secrets)
        {
            if (string.IsNullOrEmpty(secret)) continue;
            text = text.Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), "…", StringComparison.Ordinal).Replace(secret, "…", StringComparison.Ordinal);
        }
        return Line(text, Longest);
    }

    /// <summary>Null where nothing is left.</summary>
    public static string? Line(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= longest - 1) break;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else if (rune != Rune.ReplacementChar)
            {
                line.Append(rune);
            }
        }
        return line.ToString().Trim() is { Length: > 0 } kept ? kept : null;
    }

    public static string? Of(ReadOnlyMemory<byte> body, params ReadOnlySpan<string?> secrets) => Of(Encoding.UTF8.GetString(body.Span), secrets);
}
