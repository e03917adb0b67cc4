using System.Text;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>Takes emoji out of a line where a channel wants none, and leaves every word.</summary>
static class Decoration
{
    public static string Strip(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (!Script.IsPicture(text, i) && !(text[i] == ' ' && plain.Length > 0 && plain[^1] == ' ')) plain.Append(text[i]);
        return plain.ToString().Trim();
    }

    public static bool IsDecorated(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (Script.IsPicture(text, i)) return true;
        return false;
    }
}
