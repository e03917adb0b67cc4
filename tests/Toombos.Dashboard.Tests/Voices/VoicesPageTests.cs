using Bunit;
using Toombos.Client.Access;
using Toombos.Client.Voices;
using Toombos.Client.Workspaces;
using Toombos.Dashboard.Voices;
using static Toombos.Dashboard.Tests.Voices.VoiceSamples;

namespace Toombos.Dashboard.Tests.Voices;

/// <summary>The voices of a workspace at a glance.</summary>
public class VoicesPageTests : PageTest
{
    [Fact]
    public void Each_voice_says_how_many_rules_it_has_and_whether_the_brand_writes_in_it()
    {
        Api.On<IReadOnlyList<Voice>>("GET v1/voices", [House()]).On($"GET v1/workspaces/{Tidewater.Id}", Tidewater with { Brand = Tidewater.Brand with { Voice = "house" } })
            .On("GET v1/workspaces", new Toombos.Client.Page<Workspace>([Tidewater with { Brand = Tidewater.Brand with { Voice = "house" } }], null));
        var page = Render<VoicesPage>();
        var row = page.WaitForElement("[aria-label=Voices] li");
        Assert.Contains("2 rules", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 examples", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("The brand's voice", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/settings/voices/{VoiceId}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Without_a_voice_the_page_says_what_one_is_for_and_offers_it_to_those_who_may()
    {
        Api.On<IReadOnlyList<Voice>>("GET v1/voices", []);
        var page = Render<VoicesPage>();
        page.WaitForElement(".empty");
        Assert.Equal(2, page.FindAll("a[href='/settings/voices/new']").Count);
    }

    [Fact]
    public void An_editor_sees_voices_and_makes_none()
    {
        ActAs(WorkspaceRole.Editor);
        Api.On<IReadOnlyList<Voice>>("GET v1/voices", []);
        var page = Render<VoicesPage>();
        page.WaitForElement(".empty");
        Assert.Empty(page.FindAll("a[href='/settings/voices/new']"));
    }
}
