using Toombos.Connectors.Sources.Html;
using Toombos.Connectors.Sources.Page;

namespace Toombos.Connectors.Sources.Upload;

/// <summary>Reads an HTML file whole: it was chosen for what it says, so nothing of its body is taken for decoration but what can't be read.</summary>
public static class HtmlUpload
{
    public static UploadReading Read(ReadOnlySpan<byte> file)
    {
        if (PageText.Decode(file, null) is not { } html) return new UploadReading.Refused("document.not-text", "This is not an HTML text. Save the page as HTML in UTF-8.");
        if (PageText.Parse(html) is not { } page) return new UploadReading.Refused("document.too-deep", "The page is nested too deeply to be read safely. Save it as plain text.");
        using (page) return new UploadReading.Read(HtmlMarkdown.Of(page.Body!, null, top: 1));
    }
}
