using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Dashboard.Models;
using static Toombos.Dashboard.Tests.Models.ModelSamples;

namespace Toombos.Dashboard.Tests.Models;

/// <summary>Routes: added, taken away and put in order by buttons and keys, and nothing else of the policy is touched.</summary>
public class RoutesPageTests : PageTest
{
    static readonly ModelPolicy Policy = new() { Draft = [Route(Harbour, "harbour-1"), Route(Harbour, "harbour-2", 30)], Judge = [Route(Quay, "quay-1")], PerDay = 5, QualityFloor = 60 };

    IRenderedComponent<RoutesPage> Open(ModelPolicy? policy = null)
    {
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[Harbour, Quay]).On("GET v1/models/policy", policy ?? Policy).On("PUT v1/models/policy", body => JsonSerializer.Deserialize(body, ToombosJson.Default.ModelPolicy)!);
        return Render<RoutesPage>();
    }

    ModelPolicy Saved(IRenderedComponent<RoutesPage> page)
    {
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("PUT")));
        return JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "PUT v1/models/policy").Body, ToombosJson.Default.ModelPolicy)!;
    }

    static IReadOnlyList<string> Names(IRenderedComponent<RoutesPage> page) => [.. page.FindAll("[aria-labelledby=route-draft] .route-name strong").Select(e => e.TextContent)];

    [Fact]
    public void Each_purpose_shows_its_models_in_order_and_who_writes_finally()
    {
        var page = Open();
        Assert.Equal(4, page.WaitForElements("ol.route").Count);
        Assert.Equal(["harbour-1", "harbour-2"], Names(page));
        Assert.Contains("Finally the built-in composer", page.Find("[aria-labelledby=route-draft] .route-end").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("form .primary").HasAttribute("disabled"));
    }

    [Fact]
    public void Buttons_and_keys_change_the_order_and_caps_stay()
    {
        var page = Open();
        page.WaitForElement("button[aria-label='Ask harbour-1 later']").Click();
        Assert.Equal(["harbour-2", "harbour-1"], Names(page));
        Assert.Equal("harbour-1 is number 2 of 2.", page.Find("[aria-labelledby=route-draft] [role=status]").TextContent);
        page.FindAll(".route-stop")[1].KeyDown(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Assert.Equal(["harbour-1", "harbour-2"], Names(page));
        page.FindAll(".route-stop")[1].KeyDown(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "ArrowUp" });
        page.FindAll(".route-stop")[1].KeyDown(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Assert.Equal(["harbour-2", "harbour-1"], Names(page));
        var saved = Saved(page);
        Assert.Equal([("harbour-2", 30), ("harbour-1", 120)], saved.Draft.Select(r => (r.Model, r.MaxSeconds)));
        Assert.Equal((5m, 60, "quay-1"), (saved.PerDay, saved.QualityFloor, Assert.Single(saved.Judge).Model));
    }

    [Fact]
    public void A_model_is_added_once_given_seconds_and_taken_away()
    {
        var page = Open();
        var options = page.WaitForElements("#route-draft-add option");
        Assert.Equal(["Another model …", "quay-1 · Quay"], options.Select(o => o.TextContent));
        page.Find("#route-draft-add").Change(options[1].GetAttribute("value"));
        page.FindAll("[aria-labelledby=route-draft] .route-add button").Single().Click();
        Assert.Equal(["harbour-1", "harbour-2", "quay-1"], Names(page));
        Assert.Empty(page.FindAll("#route-draft-add"));
        page.FindAll("[aria-labelledby=route-draft] .route-seconds input")[2].Change("45");
        page.Find("button[aria-label='Ask harbour-2 no more']").Click();
        Assert.Equal([("harbour-1", 120), ("quay-1", 45)], Saved(page).Draft.Select(r => (r.Model, r.MaxSeconds)));
    }

    [Fact]
    public void What_was_not_saved_can_be_undone()
    {
        var page = Open();
        page.WaitForElement("button[aria-label='Ask harbour-2 no more']").Click();
        Assert.Equal(["harbour-1"], Names(page));
        page.FindAll("button").Single(b => b.TextContent == "Undo").Click();
        page.WaitForAssertion(() => Assert.Equal(["harbour-1", "harbour-2"], Names(page)));
    }

    [Fact]
    public void What_the_api_says_of_a_purpose_stands_there()
    {
        var page = Open();
        Api.Refuse("PUT v1/models/policy", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["refine"] = ["No connected provider with this id offers quay-1."] });
        page.WaitForElement("button[aria-label='Ask harbour-2 no more']").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("offers quay-1", page.Find("[aria-labelledby=route-refine] .field-error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Editors_see_the_order_and_can_not_change_it()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open();
        page.WaitForElement(".route-stop");
        Assert.Empty(page.FindAll("form button, form select, .route-seconds input"));
        Assert.Contains("30 seconds", page.Find("[aria-labelledby=route-draft]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_provider_the_composer_does_it_all()
    {
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[]).On("GET v1/models/policy", new ModelPolicy());
        Assert.Contains("The built-in composer does it all", Render<RoutesPage>().WaitForElement(".empty").TextContent, StringComparison.Ordinal);
    }
}
