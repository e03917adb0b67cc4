namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>
/// Knows whether the reader of a page would see what comes next. It lives as long as the document, because an
/// element that hides its content may be opened in one block and closed in another.
/// </summary>
sealed class HiddenScope
{
    static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "template", "noscript", "head", "title", "iframe", "object", "noembed", "noframes", "datalist", "textarea", "select" };

    static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr" };

    static readonly string[] HidingStyles = ["display:none", "visibility:hidden", "visibility:collapse", "opacity:0", "font-size:0", "content-visibility:hidden"];

    string? element;
    int depth;

    public bool Hidden => element is not null;

    /// <summary>True when this tag begins something hidden.</summary>
    public bool Enter(HtmlTag tag)
    {
        if (element is not null)
        {
            if (!tag.Name.Equals(element, StringComparison.OrdinalIgnoreCase)) return false;
            if (!tag.IsClosing) depth += tag.IsSelfClosing ? 0 : 1;
            else if (--depth == 0) element = null;
            return false;
        }
        if (tag.IsClosing || Void.Contains(tag.Name)) return false;
        if (tag.IsSelfClosing || !Unseen.Contains(tag.Name) && !Hides(tag)) return false;
        (element, depth) = (tag.Name, 1);
        return true;
    }

    public static bool Hides(HtmlTag tag)
    {
        if (tag.Attribute("hidden") is not null) return true;
        if (tag.Attribute("style") is not { } style) return false;
        var compact = string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        foreach (var rule in compact.Split(';'))
            foreach (var hiding in HidingStyles)
                if (rule.StartsWith(hiding, StringComparison.Ordinal) && !IsMore(rule.AsSpan(hiding.Length))) return true;
        return false;
    }

    /// <summary>opacity:0.5 and font-size:0.8em are seen; opacity:0, 0.0 and 0px are not.</summary>
    static bool IsMore(ReadOnlySpan<char> rest) => rest.IndexOfAnyInRange('1', '9') >= 0;
}
