using System.Text;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>A picture inside a text.</summary>
sealed record ImageMark(string Alt, string Url);

/// <summary>One line of a paragraph as people see it.</summary>
/// <param name="Bold">It begins with emphasised words.</param>
/// <param name="AllBold">It is in bold type, and nothing else is in it.</param>
sealed record InlineLine(string Text, bool Bold, bool AllBold, IReadOnlyList<TextLink> Links);

/// <summary>
/// Reads the inline marks of one paragraph, heading or cell into plain text. Deleted (struck-through) words are
/// left out: their author has taken them back.
/// </summary>
sealed class InlineReader(HiddenScope scope)
{
    readonly StringBuilder line = new();
    readonly List<TextLink> links = [];
    int emphasised;
    bool hasText, strong;
    (string Url, int Start)? anchor;

    public List<InlineLine> Lines { get; } = [];
    public List<ImageMark> Images { get; } = [];
    public List<CommentNode> Comments { get; } = [];

    /// <summary>HTML in the text began to hide what follows it.</summary>
    public bool FoundHidden { get; private set; }

    public string Text => string.Join(' ', Lines.Select(l => l.Text));
    public IReadOnlyList<TextLink> Links => [.. Lines.SelectMany(l => l.Links)];

    public static InlineReader Read(ContainerInline? inline, HiddenScope scope)
    {
        var reader = new InlineReader(scope);
        if (inline is not null) reader.Children(inline);
        reader.EndLine();
        return reader;
    }

    void Children(ContainerInline container)
    {
        for (var child = container.FirstChild; child is not null; child = child.NextSibling) One(child);
    }

    void One(Inline inline)
    {
        switch (inline)
        {
            case HtmlInline html: Html(html.Tag, html.Span.Start); break;
            case LineBreakInline: EndLine(); break;
            case LinkInline { IsImage: true } image: Image(Plain(image), image.Url); break;
            case LinkInline link: Link(link); break;
            case EmphasisInline { DelimiterChar: '~' }: break;
            case EmphasisInline emphasis: Emphasis(emphasis); break;
            case DelimiterInline mark: Append(mark.ToLiteral()); Children(mark); break; // a mark that found no partner is text
            case ContainerInline container: Children(container); break;
            case AutolinkInline auto: Linked(auto.Url, auto.IsEmail ? "mailto:" + auto.Url : auto.Url); break;
            case LiteralInline literal: Append(literal.Content.AsSpan()); break;
            case CodeInline code: Append(code.ContentSpan); break;
            case HtmlEntityInline entity: Append(entity.Transcoded.AsSpan()); break;
            case TaskList: break;
        }
    }

    void Append(ReadOnlySpan<char> text)
    {
        if (scope.Hidden) return;
        hasText |= !text.IsWhiteSpace();
        line.Append(text);
    }

    void Emphasis(EmphasisInline emphasis)
    {
        var leads = !hasText;
        Children(emphasis);
        if (!leads) return;
        emphasised = line.Length;
        strong = emphasis.DelimiterCount > 1 || emphasis.FirstChild is EmphasisInline { DelimiterCount: > 1 };
    }

    void Link(LinkInline link)
    {
        var start = line.Length;
        Children(link);
        if (start > line.Length) start = 0;
        AddLink(line.ToString(start, line.Length - start), link.Url);
    }

    void Linked(string text, string url)
    {
        Append(text);
        AddLink(text, url);
    }

    void AddLink(string text, string? url)
    {
        if (scope.Hidden || WebAddress.Safe(url) is not { } safe) return;
        var clean = PlainText.Clean(text);
        if (clean.Length > 0) links.Add(new TextLink(clean, safe));
    }

    void Image(string alt, string? url)
    {
        if (!scope.Hidden && WebAddress.SafeImage(url) is { } safe) Images.Add(new ImageMark(PlainText.Clean(alt), safe));
    }

    /// <summary>The words of an alternative text, which may itself hold marks.</summary>
    static string Plain(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container.Descendants<LeafInline>())
            if (inline is LiteralInline literal) text.Append(literal.Content.AsSpan());
            else if (inline is CodeInline code) text.Append(code.ContentSpan);
            else if (inline is LineBreakInline) text.Append(' ');
        return text.ToString();
    }

    void Html(string source, int at)
    {
        if (source.StartsWith("<!--", StringComparison.Ordinal))
        {
            if (!scope.Hidden && source.Length >= 7) Comments.Add(new CommentNode(at + 4, source.Length - 7, source[4..^3]));
            return;
        }
        if (HtmlTag.Read(source, out _) is not { } tag) return;
        FoundHidden |= scope.Enter(tag);
        if (scope.Hidden) return;
        if (tag.Name == "br") EndLine();
        else if (tag.Name == "img" && !HiddenScope.Hides(tag)) Image(tag.Attribute("alt") ?? "", tag.Attribute("src"));
        else if (tag is { Name: "a", IsClosing: false } && tag.Attribute("href") is { } url) anchor = (url, line.Length);
        else if (tag is { Name: "a", IsClosing: true } && anchor is { } open)
        {
            if (open.Start <= line.Length) AddLink(line.ToString(open.Start, line.Length - open.Start), open.Url);
            anchor = null;
        }
    }

    void EndLine()
    {
        var text = PlainText.Clean(line.ToString());
        if (text.Length > 0)
            Lines.Add(new InlineLine(text, emphasised > 0, emphasised > 0 && strong && line.ToString(emphasised, line.Length - emphasised).Trim() is "" or ":" or "：", [.. links]));
        line.Clear();
        links.Clear();
        emphasised = 0;
        hasText = false;
        if (anchor is { } open) anchor = (open.Url, 0);
    }
}
