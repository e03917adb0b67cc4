using System.Text;

namespace Toombos.Connectors.Sources;

/// <summary>Several files as one text. A comment before each names it, so that each can be read as what it is: a file of its own, with its own front matter.</summary>
public static class JoinedFiles
{
    const string Mark = "<!-- toombos-file: ", End = " -->";

    /// <summary>A single file is the text itself.</summary>
    public static string Join(IReadOnlyList<SourceFile> files)
    {
        if (files.Count == 1) return files[0].Text;
        var text = new StringBuilder();
        foreach (var file in files)
        {
            if (text.Length > 0) text.Append('\n');
            // Nothing within a file can look like the beginning of another.
            text.Append(Mark).Append(Named(file.Path)).Append(End).Append('\n').Append(file.Text.Replace(Mark, "<!-- file: ", StringComparison.Ordinal).TrimEnd('\r', '\n')).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Where each file stands in a text that was joined; none in every other text.</summary>
    public static IReadOnlyList<JoinedFile> Split(string text)
    {
        var files = new List<JoinedFile>();
        if (!text.StartsWith(Mark, StringComparison.Ordinal)) return files;
        for (var at = 0; at >= 0 && at < text.Length;)
        {
            var (line, next) = (text.IndexOf('\n', at), Next(text, at + Mark.Length));
            var name = text[(at + Mark.Length)..(line < 0 ? text.Length : line)].TrimEnd();
            var start = line < 0 ? text.Length : line + 1;
            files.Add(new(name.EndsWith(End, StringComparison.Ordinal) ? name[..^End.Length] : name, start, (next < 0 ? text.Length : next) - start));
            at = next;
        }
        return files;
    }

    static int Next(string text, int from) => text.IndexOf("\n" + Mark, from, StringComparison.Ordinal) is >= 0 and var found ? found + 1 : -1;

    static string Named(string path) => string.Concat(path.Select(c => char.IsControl(c) ? ' ' : c)).Replace("--", "- -", StringComparison.Ordinal);
}

/// <summary>A file's place in a joined text, without the comment that names it.</summary>
public readonly record struct JoinedFile(string Path, int Start, int Length);
