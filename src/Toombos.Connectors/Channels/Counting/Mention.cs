namespace Toombos.Connectors.Channels.Counting;

/// <summary>A mention, @name or @name@server, as Mastodon and Bluesky read it.</summary>
/// <param name="NameEnd">Where the name ends.</param>
/// <param name="End">Where the server ends; the same as <paramref name="NameEnd"/> without one.</param>
readonly record struct Mention(int NameEnd, int End)
{
    public static Mention? At(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && (text[at - 1] is '=' or '/' or '_' or '@' || char.IsLetterOrDigit(text[at - 1]))) return null;
        var name = WordEnd(text, at + 1, unicode: false);
        if (name == at + 1) return null;
        if (name >= text.Length || text[name] != '@') return new(name, name);
        var server = WordEnd(text, name + 1, unicode: true);
        return new(name, server > name + 1 ? server : name);
    }

    // Letters, digits and _, with dots and dashes between them
    static int WordEnd(ReadOnlySpan<char> text, int start, bool unicode)
    {
        var end = start;
        for (var position = start; position < text.Length; position++)
        {
            var c = text[position];
            if (char.IsAsciiLetterOrDigit(c) || c == '_' || (unicode && char.IsLetterOrDigit(c))) end = position + 1;
            else if (c is not ('.' or '-') || end == start) break;
        }
        return end;
    }
}
