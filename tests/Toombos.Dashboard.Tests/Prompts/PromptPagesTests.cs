using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Writing;
using Toombos.Dashboard.Prompts;
using Toombos.Dashboard.Tests.Models;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Prompts;

/// <summary>Prompts are listed, read, said in own words, held against ours, tried on a draft and taken back.</summary>
public class PromptPagesTests : PageTest
{
    static readonly Prompt Draft = new() { Name = "draft", Version = 2, Kind = PromptKind.Base, Title = "Write a draft", Description = "", Parameters = ["brand", "limits"], Text = "You write for {{brand}}. {{limits}}" };
    static readonly Prompt Tip = new() { Name = "brief.tip", Version = 1, Kind = PromptKind.Brief, For = "social", Title = "Tip", Description = "One thing to use today", Parameters = [], Text = "A tip." };

    static OwnPrompt Own(string text, int version = 2, bool inUse = true) => new(text, version, "You write for {{brand}}. Keep to {{limits}}", inUse, "Mia Berg", ModelSamples.At("09:30:00"));

    IRenderedComponent<PromptPage> Open(Prompt prompt)
    {
        Api.On($"GET v1/prompts/{prompt.Name}", prompt).On("GET v1/pieces", new Page<Piece>([WritingSamples.Piece()], null));
        return Render<PromptPage>(p => p.Add(x => x.Name, prompt.Name));
    }

    [Fact]
    public void The_list_is_grouped_by_kind_searched_and_narrowed_to_own_texts()
    {
        Api.On<IReadOnlyList<Prompt>>("GET v1/prompts", [Draft with { Own = Own("Mine {{brand}} {{limits}}", 1) }, Tip]);
        var page = Render<PromptsPage>();
        Assert.Equal(["Frames", "Briefs"], page.WaitForElements(".prompt-kind > h2").Select(h => h.TextContent));
        Assert.Contains("Ours has changed", page.Find(".prompt-kind .chips").TextContent, StringComparison.Ordinal);
        page.Find("#prompt-find").Input("use today");
        Assert.Equal(["Tip"], page.FindAll(".row h3").Select(h => h.TextContent));
        page.Find("#prompt-find").Input("");
        page.FindAll(".segmented button")[1].Click();
        Assert.Equal(["Write a draft"], page.FindAll(".row h3").Select(h => h.TextContent));
        page.Find("#prompt-find").Input("nowhere");
        Assert.Contains("No prompt like that", page.Find(".empty").TextContent, StringComparison.Ordinal);
        page.Find(".empty button").Click();
        Assert.Equal(2, page.FindAll(".row").Count);
    }

    [Fact]
    public void An_own_text_shows_whose_it_is_how_it_differs_and_what_has_changed_since()
    {
        var page = Open(Draft with { Own = Own("You write plainly for {{brand}}. {{limits}}", 1) });
        Assert.Contains("changed by Mia Berg", page.WaitForElement(".prompt-facts").TextContent, StringComparison.Ordinal);
        Assert.Equal(["{{brand}}", "{{limits}}"], page.FindAll("[aria-labelledby=ours] mark.place").Select(m => m.TextContent));
        Assert.Contains("plainly", page.Find("[aria-labelledby=difference] ins").TextContent, StringComparison.Ordinal);
        Assert.Contains("Keep", page.Find("[aria-labelledby=behind] del").TextContent, StringComparison.Ordinal);
        Api.On("PUT v1/prompts/draft", Draft with { Own = Own("You write plainly for {{brand}}. {{limits}}") });
        page.Find("[aria-labelledby=behind] button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-labelledby=behind]")));
    }

    [Fact]
    public void A_text_without_its_places_is_not_saved_and_what_the_api_says_stands_there()
    {
        var page = Open(Draft);
        page.WaitForElement("[aria-labelledby=own] button").Click();
        page.Find("#prompt-own").Input("For {{brand}} and {{nobody}}.");
        Assert.Contains("{{nobody}} is no place of this prompt.", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        page.Find("#prompt-own").Input("For {{brand}}.");
        Assert.Contains("{{limits}} is missing", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("limits", page.Find(".place-button.missing").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[aria-labelledby=own] button[type=submit]").HasAttribute("disabled"));
        page.Find("#prompt-own").Input("For {{brand}}: {{limits}}");
        Assert.Empty(page.FindAll(".field-error"));
        Api.Refuse("PUT v1/prompts/draft", HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["text"] = ["The place {{people}} is missing."] });
        page.Find("[aria-labelledby=own] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("{{people}} is missing", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Api.On("PUT v1/prompts/draft", Draft with { Own = Own("For {{brand}}: {{limits}}") });
        page.Find("[aria-labelledby=own] form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#prompt-own")));
        Assert.Contains("For {{brand}}: {{limits}}", page.Find("[aria-labelledby=own] .prompt-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_in_use_any_more_says_why()
    {
        var page = Open(Draft with { Own = Own("For {{brand}}.", 1, inUse: false) });
        Assert.Contains("{{limits}} is missing", page.WaitForElement(".banner.failed").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Keep mine", page.Markup.Replace("Keep mine</button></div>", "", StringComparison.Ordinal).Split("reset-prompt")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void To_go_back_is_asked_once_more()
    {
        var page = Open(Draft with { Own = Own("For {{brand}}: {{limits}}") });
        Api.On("POST v1/prompts/draft/reset", Draft);
        page.WaitForElement(".page-head button").Click();
        Assert.Equal(0, Api.Count("POST"));
        page.WaitForElement("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Contains("Models are told ours.", page.Find("[aria-labelledby=own]").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, Api.Count("POST"));
    }

    [Fact]
    public void What_is_being_written_is_previewed_with_a_draft_before_it_is_saved()
    {
        var page = Open(Tip);
        Api.On("POST v1/prompts/brief.tip/preview", new PromptPreview("draft@1 brief.tip@1+0a1b2c3d", "You write for Tidewater. Ten words.", "{\"document\":[]}", [new(1, "New hull", "paragraph", "It weighs 19.8 kg.")], 2, 412));
        page.WaitForElement("[aria-labelledby=own] button").Click();
        page.Find("#prompt-own").Input("Ten words.");
        page.WaitForElement("#trial-draft");
        page.Find("form.prompt-trial").Submit();
        page.WaitForAssertion(() => Assert.Contains("Ten words.", page.Find(".prompt-told").TextContent, StringComparison.Ordinal));
        Assert.Contains("It weighs 19.8 kg.", page.Find(".prompt-blocks").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 blocks held back", page.Find("[aria-labelledby=trial] .facts").TextContent, StringComparison.Ordinal);
        Assert.Contains(Api.Calls, c => c.Call == "POST v1/prompts/brief.tip/preview" && c.Body.Contains("Ten words.", StringComparison.Ordinal) && c.Body.Contains(WritingSamples.DraftId.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, Api.Count("PUT"));
    }

    [Fact]
    public void Editors_read_prompts_and_do_not_change_them()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(Draft with { Own = Own("For {{brand}}: {{limits}}") });
        Assert.Contains("An admin of the workspace can change it.", page.WaitForElement("[aria-labelledby=own]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".page-head button, [aria-labelledby=own] button"));
    }
}
