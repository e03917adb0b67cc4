using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>The plain text twins of pages: the same words in the same order, for people and programs that read no HTML.</summary>
static class PlainText
{
    public static string OfEmail(EmailView email)
    {
        var page = new TextPage();
        page.Title(email.Title);
        page.Paragraph(email.Date is { } day ? $"{email.Brand} · {day}" : email.Brand);
        page.Elements(email.Opening);
        foreach (var section in email.Sections)
        {
            if (section.Title is { } title) page.Heading(title, null, '=');
            foreach (var story in section.Stories)
            {
                if (story is { Untitled: false, Title: { } headline }) page.Heading(headline, story.Url, '-');
                page.Elements(story.Elements);
            }
        }
        page.Elements(email.Closing);
        page.Paragraph("-- ");
        if (email.AiLine is { } line) page.Paragraph(line);
        page.Paragraph(email.Reason);
        if (email.PostalAddress is { } address) page.Lines(address);
        page.Paragraph($"{email.Labels.Unsubscribe}: #unsubscribe");
        return page.ToString();
    }

    public static string OfPost(WebView post)
    {
        var page = new TextPage();
        page.Title(post.Title);
        page.Paragraph($"{post.Brand} · {post.DateText} · {post.ReadingTime}");
        if (post.Standfirst is { } standfirst) page.Paragraph(standfirst);
        page.Elements(post.Elements);
        if (post.Tags is { } tags) page.Paragraph($"{post.Labels.Tags}: {string.Join(", ", tags)}");
        if (post.AiLine is { } line) page.Paragraph(line);
        return page.ToString();
    }
}
