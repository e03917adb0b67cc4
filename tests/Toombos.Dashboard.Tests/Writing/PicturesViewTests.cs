using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Files;
using Toombos.Client.Writing;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Tests.Media;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>The pictures of a draft.</summary>
public class PicturesViewTests : PageTest
{
    static readonly Guid One = Guid.NewGuid(), Two = Guid.NewGuid();

    static Draft Illustrated => Draft("bluesky", Content() with { Pictures = [Picture(One, "ferry.png", "A ferry."), Picture(Two, "pier.png", null)] });

    static DraftPicture Picture(Guid id, string name, string? words) => new() { FileId = id, Name = name, AltText = words, Width = 1200, Height = 800 };

    static DraftPreview Shown(Draft draft) => Preview(draft) with { Pictures = [.. draft.Content.Pictures.Select(p => new ShownPicture(p.FileId, "https://toombos.example/a", "https://toombos.example/a?small=true", p.AltText, 1200, 800))] };

    IRenderedComponent<PicturesView> Open(Draft draft, Action<Draft>? saved = null, bool can = true) =>
        Render<PicturesView>(p => p.Add(v => v.Draft, draft).Add(v => v.Preview, Shown(draft)).Add(v => v.CanEdit, can).Add(v => v.OnSaved, saved ?? (_ => { })));

    string Sent => Api.Calls.Single(c => c.Call.StartsWith("POST v1/drafts", StringComparison.Ordinal)).Body;

    [Fact]
    public void Words_and_order_are_changed_and_saved_as_a_version()
    {
        Api.On($"POST v1/drafts/{DraftId}/versions", Illustrated);
        Draft? saved = null;
        var view = Open(Illustrated, draft => saved = draft);
        Assert.True(view.Find("button.primary").HasAttribute("disabled"));
        view.FindAll("textarea")[1].Input("The pier at dawn.");
        view.Find("[aria-label='Move picture 2 up']").Click();
        view.Find("button.primary").Click();
        view.WaitForAssertion(() => Assert.NotNull(saved));
        Assert.True(Sent.IndexOf($"{Two}", StringComparison.Ordinal) < Sent.IndexOf($"{One}", StringComparison.Ordinal));
        Assert.Contains("The pier at dawn.", Sent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_taken_out()
    {
        Api.On($"POST v1/drafts/{DraftId}/versions", Illustrated);
        var view = Open(Illustrated);
        view.Find("[aria-label='Take picture 1 out']").Click();
        Assert.Single(view.FindAll(".picture-row"));
        view.Find("button.primary").Click();
        view.WaitForAssertion(() => Assert.DoesNotContain($"{One}", Sent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_are_chosen_from_the_library()
    {
        await Services.GetRequiredService<CurrentPerson>().GetAsync(Xunit.TestContext.Current.CancellationToken);
        var file = MediaPageTests.File("sea.png", "The sea.");
        Api.On("GET v1/files", new Page<StoredFile>([file], null)).On($"POST v1/drafts/{DraftId}/versions", Illustrated);
        var view = Open(Draft("bluesky"));
        Assert.Contains("No pictures", view.Markup, StringComparison.Ordinal);
        view.FindAll("button").Single(b => b.TextContent.Contains("Choose pictures", StringComparison.Ordinal)).Click();
        view.WaitForElement(".pick-tile").Click();
        Assert.Equal("true", view.Find(".pick-tile").GetAttribute("aria-pressed"));
        view.FindAll(".modal-foot button")[1].Click();
        view.WaitForAssertion(() => Assert.Single(view.FindAll(".picture-row")));
        Assert.Equal("The sea.", view.Find(".picture-row textarea").GetAttribute("value"));
    }

    [Fact]
    public void What_the_checks_say_of_pictures_stands_there_and_a_refusal_too()
    {
        Api.Refuse($"POST v1/drafts/{DraftId}/versions", HttpStatusCode.Conflict, "draft.changed", "Somebody saved version 3 of this draft in the meantime.");
        var wrong = Illustrated with { Checks = Checks() with { Findings = [new("picture.no-alt", Severity.Error, "Picture 2 has no alt text.")] } };
        var view = Open(wrong);
        Assert.Contains("Picture 2 has no alt text.", view.Markup, StringComparison.Ordinal);
        view.FindAll("textarea")[1].Input("A pier.");
        view.Find("button.primary").Click();
        view.WaitForAssertion(() => Assert.Contains("in the meantime", view.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_may_only_look_changes_nothing()
    {
        var view = Open(Illustrated, can: false);
        Assert.Empty(view.FindAll("textarea, button.primary"));
        Assert.Contains("A ferry.", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_post_shows_them_as_its_readers_see_them()
    {
        var draft = Illustrated;
        var view = Render<PreviewView>(p => p.Add(v => v.Channel, "bluesky").Add(v => v.Preview, Shown(draft)));
        Assert.Equal(["A ferry.", null], view.FindAll(".post-pictures img").Select(i => i.GetAttribute("alt")));
    }
}
