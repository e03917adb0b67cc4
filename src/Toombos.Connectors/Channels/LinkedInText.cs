using System.Buffers;
using System.Text;

namespace Toombos.Connectors.Channels;

/// <summary>LinkedIn's "little text": reserved marks need a backslash, else LinkedIn drops the text from there on.</summary>
public static class LinkedInText
{
    static readonly SearchValues<char> Reserved = SearchValues.Create(@"\|[](){}*@<>#_~");

    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Reserved)) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (Reserved.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
