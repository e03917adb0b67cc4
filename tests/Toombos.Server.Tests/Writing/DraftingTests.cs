using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing;

namespace Toombos.Server.Tests.Writing;

public class DraftingTests
{
    const string Siren = "<!-- dry_run: true -->\n## Siren on Thursday\n\nWe test the sirens on Thursday at eleven.\n\n";

    static DraftingResult Draft(string markdown, params string[] chosen) => Drafting.Run(new()
    {
        Title = "Notes", Items = DocumentParser.Parse(markdown).Items, Brand = new() { Name = "Eastbrook" }, Language = "en", Chosen = chosen.Length > 0 ? chosen : null,
    });

    [Fact]
    public void What_may_only_be_previewed_is_in_no_piece_that_goes_out()
    {
        var result = Draft(Siren + "## The pool reopens\n\nThe pool reopens after the summer with longer hours.\n");

        Assert.Equal(["The pool reopens"], result.Used.Select(i => i.Title));
        Assert.Contains("dry_run", Assert.Single(result.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_only_be_previewed_is_drafted_when_asked_for_or_alone()
    {
        Assert.Equal(["Siren on Thursday"], Draft(Siren).Used.Select(i => i.Title));
        Assert.Equal(["Siren on Thursday"], Draft(Siren + "## The pool reopens\n\nThe pool reopens after the summer.\n", "siren-on-thursday").Used.Select(i => i.Title));
    }
}
