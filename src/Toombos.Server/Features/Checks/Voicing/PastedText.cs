using System.Text.RegularExpressions;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>Reads a pasted text, plain or Markdown, into parts: headings, list items, quotes, paragraphs. A short line without a full stop over a paragraph is a heading.</summary>
static partial class PastedText
{
    const int HeadingWords = 12;

    /// <summary>A line this long was broken by a program, not by the writer.</summary>
    const int Broken = 50;

    public static DraftContent Read(string text, string language)
    {
        var parts = new List<DraftPart>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var code = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal)) code = !code;
            else if (code || line.Length == 0 || line.All(c => c is '-' or '*' or '_' or '=' or ' ')) { }
            else if (line[0] == '#' && line.TrimStart('#') is var title && title.Length < line.Length && title.StartsWith(' ')) Add(PartRole.Heading, title);
            else if (line[0] == '>') Add(PartRole.Quote, line.TrimStart('>'));
            else if (Bullet().Match(line) is { Success: true } bullet) Add(PartRole.ListItem, line[bullet.Length..]);
            else if (IsHeading(lines, i, line)) Add(PartRole.Heading, line);
            else
            {
                while (i + 1 < lines.Length && Continues(line, lines[i + 1])) line += ' ' + lines[++i].Trim();
                Add(PartRole.Paragraph, line);
            }
        }
        return new() { Language = language, Parts = parts };

        void Add(PartRole role, string said)
        {
            var sentences = Sentences.Split(Plain(said)).Where(s => s.Length > 0).Select(s => new DraftSentence(s, SentenceOrigin.Edited, [])).ToList();
            if (sentences.Count > 0) parts.Add(new() { Role = role, Level = role == PartRole.Heading ? 2 : 0, Sentences = sentences });
        }
    }

    static bool Continues(string line, string next) => line.Length >= Broken && next.Trim() is { Length: > 0 } rest && !IsEnd(line[^1]) && rest[0] is not ('#' or '>') && !Bullet().IsMatch(rest) && !rest.StartsWith("```", StringComparison.Ordinal);

    static bool IsHeading(string[] lines, int i, string line)
    {
        if (IsEnd(line[^1]) || line[^1] is ',' or ';' || !line.Any(char.IsLetter) || Words.Count(line) > HeadingWords || (i > 0 && lines[i - 1].Trim().Length > 0)) return false;
        var next = i + 1;
        if (next < lines.Length && lines[next].Trim().Length > 0) return false;
        while (next < lines.Length && lines[next].Trim().Length == 0) next++;
        return next < lines.Length;
    }

    static bool IsEnd(char c) => c is '.' or '!' or '?' or ':' or '…' or '。' or '！' or '？' or '"' or '”' or '»' or ')';

    static string Plain(string text) => Link().Replace(text, "$1").Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^(?:[-*+•]|[0-9]{1,3}[.)])\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"!?\[([^\]\[]*)\]\([^()\s]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
