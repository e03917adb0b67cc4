using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Writing;
using Toombos.Dashboard.Workspaces;

namespace Toombos.Dashboard.Tests.Workspaces;

/// <summary>The brand: saved with the version it was read in, and readable colours.</summary>
public class SettingsPageTests : PageTest
{
    readonly string _put = $"PUT v1/workspaces/{Tidewater.Id}";

    IRenderedComponent<SettingsPage> Open()
    {
        Api.On("GET v1/voices/choices", (IReadOnlyList<Choice>)[new("professional", "Professional", "Authoritative.")]);
        Api.On("GET v1/templates", (IReadOnlyList<Choice>)[new("modern", "Modern", "Airy.")]);
        var page = Render<SettingsPage>();
        page.WaitForElement("form.settings");
        return page;
    }

    [Fact]
    public void What_is_saved_carries_the_version_and_the_lists_as_lines()
    {
        Api.On(_put, Tidewater with { Version = 4 });
        var page = Open();
        page.Find("#banned").Input("miracle\n\n instant \nMiracle");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("The settings were saved.", Assert.Single(Notices.All).Text));
        var sent = JsonSerializer.Deserialize(Api.Calls.Last().Body, ToombosJson.Default.UpdateWorkspaceRequest)!;
        Assert.Equal(3, sent.Version);
        Assert.Equal(["miracle", "instant"], sent.Brand.BannedTerms);
    }

    [Fact]
    public void A_colour_that_can_not_be_read_is_told_at_once()
    {
        var page = Open();
        page.Find("#accent").Input("#f0e0a0");
        Assert.Contains("hard to read", page.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Someone_elses_change_is_not_overwritten_unasked()
    {
        Api.Refuse(_put, HttpStatusCode.Conflict, "workspace.changed", "Changed meanwhile.");
        var page = Open();
        page.Find("#workspace-name").Input("Mine");
        page.Find("form").Submit();
        page.WaitForElement(".banner.pending");
        Assert.Equal("Mine", page.Find("#workspace-name").GetAttribute("value"));
        Api.On($"GET v1/workspaces/{Tidewater.Id}", Tidewater with { Name = "Theirs", Version = 9 });
        page.FindAll(".banner.pending button")[1].Click();
        page.WaitForAssertion(() => Assert.Equal("Theirs", page.Find("#workspace-name").GetAttribute("value")));
    }

    [Fact]
    public void What_the_api_says_of_a_field_stands_at_the_field()
    {
        Api.Refuse(_put, HttpStatusCode.BadRequest, "request.invalid", "Check the fields.", new() { ["Brand.Accent"] = ["A colour is written #rrggbb."] });
        var page = Open();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("A colour is written #rrggbb.", page.Find("#accent-error").TextContent.Trim()));
        Assert.Empty(Notices.All);
    }

    [Theory]
    [InlineData("#000000", "#FFFFFF", 21)]
    [InlineData("#777777", "#FFFFFF", 4.48)]
    [InlineData("#FFFFFF", "#FFFFFF", 1)]
    public void Contrast_is_that_of_the_standard(string one, string other, double ratio) =>
        Assert.Equal(ratio, Contrast.Between(one, other)!.Value, 2);

    [Theory]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#gggggg")]
    public void What_is_no_colour_has_no_contrast(string text) => Assert.Null(Contrast.Between(text, "#FFFFFF"));
}
