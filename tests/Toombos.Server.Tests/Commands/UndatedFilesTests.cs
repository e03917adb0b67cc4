using Toombos.Server.Commands;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing;

namespace Toombos.Server.Tests.Commands;

public class UndatedFilesTests
{
    [Fact]
    public void A_document_without_dates_is_drawn_without_one()
    {
        var document = DocumentParser.Parse("# News from Eastbrook\n\n## The pool reopens\n\nThe pool reopens after the summer.\n\n## The library closes\n\nThe library closes early on Fridays.\n");
        var brand = new Client.Workspaces.Brand { Name = "Eastbrook", Site = "https://eastbrook.example" };
        var result = Drafting.Run(new() { Title = "News", Items = document.Items, Brand = brand, Language = "en" });

        var files = ComposeFiles.Render(result, brand, date: null);

        Assert.All(files.Where(f => f.Path.EndsWith(".txt", StringComparison.Ordinal)), file => Assert.DoesNotMatch(@"\b(19|20)\d\d\b", file.Text));
        Assert.DoesNotContain(files, f => f.Text.Contains("datePublished", StringComparison.Ordinal) || f.Text.Contains("<time", StringComparison.Ordinal) || f.Text.Contains("lastmod", StringComparison.Ordinal));
    }
}
