namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>An editor's flag with a checked value, and where it stands.</summary>
sealed record Flag(string Name, string Value, int Offset);

/// <summary>Reads flags from comments (<c>&lt;!-- name: value --&gt;</c>) and front matter; what it can't read it reports.</summary>
sealed class FlagReader(Action<string, string, int> warn)
{
    static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "published", "featured", "scheduled_for", "channels", "template", "priority", "dry_run", "type", "category",
        "seo_description", "urgency", "expires_at", "author", "target_keywords", EntryOutline.Flag,
    };

    /// <summary>Words that begin an ordinary note rather than a flag.</summary>
    static readonly HashSet<string> Notes = new(StringComparer.Ordinal) { "todo", "note", "fixme", "comment", "nb", "ps", "see", "source", "editor", "http", "https" };

    public IEnumerable<Flag> FromComment(CommentNode comment)
    {
        var offset = comment.Start;
        var first = true;
        foreach (var line in comment.Text.Split('\n'))
        {
            var trimmed = line.Trim();
            var at = offset + line.Length - line.TrimStart().Length;
            offset += line.Length + 1;
            if (trimmed.Length == 0) continue;
            if (NameOf(trimmed, out var value) is not { } name)
            {
                if (first) yield break;
                continue;
            }
            first = false;
            if (Read(name, value, at) is { } flag) yield return flag;
        }
    }

    /// <summary>Whether the flag was met anywhere, readable or not.</summary>
    public bool UsesPublished { get; private set; }

    /// <summary>A flag with a usable value, or null after a warning.</summary>
    public Flag? Read(string name, string value, int at)
    {
        var canonical = Canonical(name);
        if (!Names.Contains(canonical))
        {
            if (Notes.Contains(canonical)) return null;
            var near = Names.Order(StringComparer.Ordinal).FirstOrDefault(n => IsNear(n, canonical));
            warn("flag.unknown", near is null ? $"“{name}” is not a flag that Toombos knows." : $"“{name}” is not a flag that Toombos knows. Did you mean “{near}”?", at);
            return null;
        }
        UsesPublished |= canonical == "published";
        value = PlainText.Clean(value).Trim('"', '\'', ' ');
        return Checked(canonical, value, at) is { } good ? new Flag(canonical, good, at) : null;
    }

    string? Checked(string name, string value, int at)
    {
        if (value.Length == 0) return Refuse("flag.value", $"The flag “{name}” has no value.", name == "published" ? "false" : null);
        switch (name)
        {
            case "published" or "featured" or "dry_run":
                if (value.ToLowerInvariant() is "true" or "yes" or "on") return "true";
                if (value.ToLowerInvariant() is "false" or "no" or "off") return "false";
                // In doubt nothing leaves: an unreadable published is no, an unreadable dry_run is yes
                var safe = name == "dry_run" ? "true" : "false";
                return Refuse("flag.value", $"“{name}” is true or false, not “{Short(value)}”; it is read as {safe}.", safe);
            case "priority":
                return value is ['1' or '2' or '3' or '4' or '5'] ? value : Refuse("flag.value", $"Priority is a number from 1 (urgent) to 5 (archive), not “{Short(value)}”.");
            case "type":
                return value.ToLowerInvariant() is "update" or "blog" or "announcement" or "session" ? value.ToLowerInvariant()
                    : Refuse("flag.value", $"The type is update, blog, announcement or session, not “{Short(value)}”.");
            case "urgency":
                return value.ToLowerInvariant() is "low" or "medium" or "high" or "critical" ? value.ToLowerInvariant()
                    : Refuse("flag.value", $"The urgency is low, medium, high or critical, not “{Short(value)}”.");
            case "scheduled_for" or "expires_at":
                return EditorDate.IsMoment(value) ? value
                    : Refuse("date.unreadable", $"“{Short(value)}” is not a date. Write 2026-01-31, 2026-01-31T09:00:00 or 2026-01-31T09:00:00+02:00.");
            case "channels": return Channels(value, at);
            default: return value;
        }

        string? Refuse(string code, string message, string? instead = null)
        {
            warn(code, message, at);
            return instead;
        }
    }

    string? Channels(string value, int at)
    {
        var known = new List<string>();
        foreach (var part in value.Trim('[', ']').Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = ChannelNames.Canonical(part);
            if (name is null) warn("flag.value", $"“{Short(part)}” is not a channel. Write email, web, social, preview or the name of a network.", at);
            else if (name != "all" && !known.Contains(name)) known.Add(name);
            else if (name == "all") return "";
        }
        // A restriction that can't be read must not become "everywhere"
        return known.Count == 0 ? "preview" : string.Join(',', known);
    }

    /// <summary>A line of the form <c>name: value</c> whose name is one word; null for any other comment.</summary>
    static string? NameOf(string line, out string value)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        value = colon < 0 ? "" : line[(colon + 1)..];
        if (colon is <= 0 or > 40 || value.StartsWith("//", StringComparison.Ordinal)) return null;
        var name = line[..colon].Trim();
        return name.Length > 0 && char.IsAsciiLetter(name[0]) && (name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') || Names.Contains(Canonical(name))) ? name : null;
    }

    static string Canonical(string name) => name.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    static string Short(string value) => value.Length <= 40 ? value : value[..40] + "…";

    /// <summary>One letter missing, added, changed, or two swapped; enough to catch a slip of the finger.</summary>
    static bool IsNear(string known, string written)
    {
        if (Math.Abs(known.Length - written.Length) > 1 || written.Length < 3) return false;
        var start = 0;
        while (start < known.Length && start < written.Length && known[start] == written[start]) start++;
        var end = 0;
        while (end < known.Length - start && end < written.Length - start && known[^(end + 1)] == written[^(end + 1)]) end++;
        int left = known.Length - start - end, right = written.Length - start - end;
        return left <= 1 && right <= 1 || left == 2 && right == 2 && known[start] == written[start + 1] && known[start + 1] == written[start];
    }
}
