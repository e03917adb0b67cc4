namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Cuts a text short where a reader would.</summary>
static class TextCut
{
    /// <summary>At most <paramref name="max"/> UTF-16 units, at a space where there is one in the last half, never inside a surrogate pair.</summary>
    public static string AtWord(string text, int max)
    {
        if (text.Length <= max) return text;
        var space = text.LastIndexOf(' ', max);
        var end = space > max / 2 ? space : max;
        if (char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end].TrimEnd(' ', ',', ';', ':');
    }
}
