using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Dashboard.Models;
using static Toombos.Dashboard.Tests.Models.ModelSamples;

namespace Toombos.Dashboard.Tests.Models;

/// <summary>Providers: how each stands, connected with what is known of them, tested, and with keys that are never shown.</summary>
public class ModelsPageTests : PageTest
{
    IRenderedComponent<ModelsPage> Open(params ModelProvider[] providers)
    {
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)providers).On("GET v1/models/known", Known);
        return Render<ModelsPage>();
    }

    static void Press(IRenderedComponent<ModelsPage> page, string word) => page.WaitForElements(".provider-row button").First(b => b.TextContent.Trim().StartsWith(word, StringComparison.Ordinal)).Click();

    T Sent<T>(string call, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == call).Body, type)!;

    [Fact]
    public void Without_a_provider_it_says_that_everything_works_and_what_a_model_adds()
    {
        var text = Open().WaitForElement(".empty").TextContent;
        Assert.Contains("Everything works without a model", text, StringComparison.Ordinal);
        Assert.Contains("built-in composer", text, StringComparison.Ordinal);
        Assert.Contains("A model adds", text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_each_provider_stands_and_what_it_costs_is_said()
    {
        var page = Open(Harbour, Quay, Quay with { Id = Guid.NewGuid(), Off = true }, Harbour with { Id = Guid.NewGuid(), Problem = "The provider answered 401: it does not accept the key." });
        var rows = page.WaitForElements(".provider-row").Select(r => r.TextContent).ToList();
        foreach (var said in (string[])["Answers", "https://ai.harbour.example/v1", "speaks as OpenAI does", "with a key", "harbour-1", "$2", "$8", "$0.4", "128,000 tokens"]) Assert.Contains(said, rows[0], StringComparison.Ordinal);
        foreach (var said in (string[])["Not tested", "without a key", "free"]) Assert.Contains(said, rows[1], StringComparison.Ordinal);
        Assert.Contains("Switch on", rows[2], StringComparison.Ordinal);
        Assert.Contains("does not accept the key", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_of_a_provider_need_not_be_typed_and_can_be_changed()
    {
        Api.On("POST v1/model-providers", Harbour, HttpStatusCode.Created);
        var page = Open();
        page.WaitForElement(".empty button").Click();
        Assert.Equal("https://api.openai.example/v1", page.WaitForElement("#provider-address").GetAttribute("value"));
        page.Find("input[value=Anthropic]").Change("Anthropic");
        Assert.Equal(("Anthropic", "https://api.anthropic.example", "sonnet", "15"), (page.Find("#provider-name").GetAttribute("value"), page.Find("#provider-address").GetAttribute("value"), page.Find("#model-name-1").GetAttribute("value"), page.Find("#model-out-1").GetAttribute("value")));
        page.Find("#provider-name").Input(" Ours ");
        page.Find("#provider-key").Input(" sk-1 ");
        page.Find("#model-in-1").Change("2.5");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("POST")));
        var sent = Sent("POST v1/model-providers", ToombosJson.Default.AddModelProviderRequest);
        Assert.Equal(("Ours", ModelProtocol.Anthropic, "https://api.anthropic.example", "sk-1", 8), (sent.Name, sent.Protocol, sent.Address, sent.Key, sent.MaxConcurrent));
        Assert.Equal(("sonnet", 2.5m, 15m, 128_000), (sent.Models[0].Name, sent.Models[0].InputPrice, sent.Models[0].OutputPrice, sent.Models[0].ContextTokens));
        page.WaitForAssertion(() => Assert.Contains("is asked for everything from now on", Assert.Single(Notices.All).Text, StringComparison.Ordinal));
        Assert.DoesNotContain("sk-1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_own_server_starts_empty_and_a_known_name_brings_its_figures()
    {
        Api.On("POST v1/model-providers", Quay, HttpStatusCode.Created);
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("input[value=own]").Change("own");
        Assert.Equal(["", ""], new[] { "#provider-name", "#provider-address" }.Select(id => page.Find(id).GetAttribute("value") ?? ""));
        page.Find("#model-name-1").Input("small");
        Assert.Equal("1.6", page.Find("#model-out-1").GetAttribute("value"));
        page.FindAll("form button").Single(b => b.TextContent.Trim() == "Add a model").Click();
        page.Find("#model-name-2").Input("own-2");
        page.Find("button[aria-label='Remove model 1 small']").Click();
        page.Find("#provider-name").Input("Quay");
        page.Find("#provider-address").Input("http://quay.local:8080");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("own-2", Assert.Single(Sent("POST v1/model-providers", ToombosJson.Default.AddModelProviderRequest).Models).Name));
        Assert.Null(Sent("POST v1/model-providers", ToombosJson.Default.AddModelProviderRequest).Key);
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData("sk-2", false, "sk-2")]
    [InlineData(null, true, "")]
    public void A_stored_key_is_kept_replaced_or_forgotten_and_never_shown(string? typed, bool forget, string? sent)
    {
        Api.On($"PATCH v1/model-providers/{HarbourId}", Harbour);
        var page = Open(Harbour);
        Press(page, "Edit");
        Assert.Equal(("kept; enter to replace", ""), (page.WaitForElement("#provider-key").GetAttribute("placeholder"), page.Find("#provider-key").GetAttribute("value") ?? ""));
        Assert.True(page.Find("#provider-protocol").HasAttribute("disabled"));
        if (typed is not null) page.Find("#provider-key").Input(typed);
        if (forget) page.Find("#provider-no-key").Change(true);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(1, Api.Count("PATCH")));
        var request = Sent($"PATCH v1/model-providers/{HarbourId}", ToombosJson.Default.UpdateModelProviderRequest);
        Assert.Equal((sent, null, null, null), (request.Key, request.Name, request.Address, request.Models));
    }

    [Fact]
    public void What_the_api_says_of_a_field_stands_at_the_field()
    {
        Api.Refuse("POST v1/model-providers", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["address"] = ["This is no address of an API."], ["models[0].inputPrice"] = ["Too dear."] });
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("This is no address of an API.", page.Find("#provider-address-error").TextContent.Trim()));
        Assert.Contains("Too dear.", page.Find("fieldset.wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_says_of_each_model_what_it_said()
    {
        Api.On($"POST v1/model-providers/{HarbourId}/check", (IReadOnlyList<ModelCheck>)[new(true, "harbour-1", 820, null, "ready"), new(false, "harbour-2", 30, "The provider answered 404: it knows no such model or address. Check both.", "<b>no</b>")]);
        var page = Open(Harbour);
        Press(page, "Test");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".model-checks li").Count));
        var said = page.FindAll(".model-checks li").Select(l => l.TextContent).ToList();
        foreach (var words in (string[])["harbour-1", "820 ms", "Answers", "ready"]) Assert.Contains(words, said[0], StringComparison.Ordinal);
        foreach (var words in (string[])["No answer", "knows no such model", "<b>no</b>"]) Assert.Contains(words, said[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Switch off", true)]
    [InlineData(true, "Switch on", false)]
    public void It_is_switched_off_and_on(bool isOff, string button, bool off)
    {
        Api.On($"PATCH v1/model-providers/{HarbourId}", Harbour);
        var page = Open(Harbour with { Off = isOff });
        Press(page, button);
        page.WaitForAssertion(() => Assert.Equal(off, Sent($"PATCH v1/model-providers/{HarbourId}", ToombosJson.Default.UpdateModelProviderRequest).Off));
    }

    [Fact]
    public void Removing_asks_first_and_says_what_it_means()
    {
        Api.On($"DELETE v1/model-providers/{HarbourId}", "");
        var page = Open(Harbour);
        Press(page, "Remove");
        var words = page.WaitForElement(".modal-body").TextContent;
        Assert.Contains("its key is deleted, and so are the routes", words, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("DELETE"));
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[]);
        page.Find("dialog .danger").Click();
        page.WaitForElement(".empty");
    }

    [Fact]
    public void It_lives_while_it_is_open()
    {
        var page = Open(Harbour);
        page.WaitForElement(".provider-row");
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[Harbour with { Name = "Renamed" }]);
        Api.Tell("model-provider.changed", HarbourId);
        page.WaitForAssertion(() => Assert.Contains("Renamed", page.Find(".provider-row").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Editors_look_and_change_nothing()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(Harbour);
        page.WaitForElement(".provider-row");
        Assert.Empty(page.FindAll(".provider-row button, .page-head button"));
    }

    [Fact]
    public void Whose_role_opens_no_models_is_told_whom_to_ask_and_nothing_is_read()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(Harbour);
        Assert.Contains("You are viewer of this workspace", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Api.Count("GET v1/model"));
    }

    [Fact]
    public void What_can_not_be_read_can_be_tried_again()
    {
        Api.On("GET v1/models/known", Known).Refuse("GET v1/model-providers", HttpStatusCode.InternalServerError, "server.error", "Something broke.");
        var page = Render<ModelsPage>();
        page.WaitForElement(".trouble");
        Api.On("GET v1/model-providers", (IReadOnlyList<ModelProvider>)[Harbour]);
        page.Find(".trouble button").Click();
        page.WaitForElement(".provider-row");
    }
}
