using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>A model writes, refines and suggests on a draft's page.</summary>
public class ModelWritingTests : PageTest
{
    static readonly Prompt[] Prompts =
    [
        Prompt("brief.tip", PromptKind.Brief, "Tip", "social"), Prompt("brief.how-to", PromptKind.Brief, "How-to", "web"), Prompt("refine.clarity", PromptKind.Refine, "Clearer"), Prompt("refine.custom", PromptKind.Refine, "As you say"),
        Prompt("suggest.hashtags", PromptKind.Suggest, "Hashtags", "social"), Prompt("suggest.subject-benefit", PromptKind.Suggest, "Subject: benefit", "email"),
    ];

    static Prompt Prompt(string name, PromptKind kind, string title, string? to = null) => new() { Name = name, Version = 1, Kind = kind, Title = title, Description = "", For = to, Parameters = [], Text = "Write." };

    IRenderedComponent<PiecePage> Open(Draft draft, string query = "")
    {
        Api.On($"GET v1/pieces/{PieceId}", Piece(draft.Summary));
        Api.On($"GET v1/drafts/{DraftId}", draft);
        Api.On($"GET v1/drafts/{DraftId}/preview", Preview(draft, null));
        Api.On($"GET v1/snapshots/{DocumentSamples.SnapshotId}/items", new Page<Item>([DocumentSamples.Item()], null));
        Api.On<IReadOnlyList<Prompt>>("GET v1/prompts", Prompts);
        GoTo($"/pieces/{PieceId}/drafts/{DraftId}{query}");
        return Render<PiecePage>(p => p.Add(x => x.Id, PieceId).Add(x => x.DraftId, DraftId));
    }

    [Fact]
    public void What_a_model_wrote_says_by_which_model_and_prompt_and_for_how_much()
    {
        var page = Open(Draft("x") with { Ai = AiShare.Generated, Writing = new("harbour-1", "draft@1 brief.tip@1", 0.0036m, ["first: it was away."]) });
        var said = page.WaitForElement(".written-by").TextContent;
        Assert.Contains("Written by a model", said, StringComparison.Ordinal);
        Assert.Contains("harbour-1", said, StringComparison.Ordinal);
        Assert.Contains("draft@1 brief.tip@1", said, StringComparison.Ordinal);
        Assert.Contains("less than 1 ¢", said, StringComparison.Ordinal);
        Assert.Contains("first: it was away.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_price_is_said_before_a_model_is_asked_and_only_fitting_briefs_are_offered()
    {
        var page = Open(Draft("x"));
        Api.On($"GET v1/drafts/{DraftId}/write/estimate", new ModelEstimate("harbour-1", "draft@1", 900, 1500, 0.12m, false, 0.05m));
        page.WaitForElement("button:contains('Write with a model')").Click();
        page.WaitForAssertion(() => Assert.Contains("harbour-1, at most $0.12, usually $0.05", page.Find("dialog[aria-labelledby=write-model-title]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["What suits the channel", "Tip"], page.FindAll("#write-brief option").Select(o => o.TextContent.Trim()));
    }

    [Fact]
    public void Without_a_model_it_says_what_to_do()
    {
        var page = Open(Draft("x"));
        Api.Refuse($"GET v1/drafts/{DraftId}/write/estimate", HttpStatusCode.Conflict, "models.none", "No model is set for this. Connect a provider in the settings.");
        page.WaitForElement("button:contains('Write with a model')").Click();
        page.WaitForAssertion(() => Assert.Contains("Connect a provider in the settings", page.Find("dialog[aria-labelledby=write-model-title] [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("dialog[aria-labelledby=write-model-title] button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public void A_proposal_shows_its_differences_and_is_taken_by_its_hash()
    {
        var draft = Draft("x");
        var page = Open(draft, "?view=refine");
        var content = Content("It weighs 19.8 kg.");
        Api.On($"POST v1/drafts/{DraftId}/refine", new RefineProposal(2, new('d', 64), content, draft.Editable with { Posts = ["Good news: It weighs 19.8 kg."] }, draft.Checks, [0], new("harbour-1", "refine@1 refine.clarity@1", 0, [])));
        Api.On($"POST v1/drafts/{DraftId}/refine/accept", draft with { VersionNumber = 3, Summary = draft.Summary with { VersionNumber = 3 } });

        page.WaitForElement("form[aria-labelledby=refine-head]").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ins, .inserted")));
        page.Find("button:contains('Take it as version 3')").Click();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"POST v1/drafts/{DraftId}/refine/accept" && c.Body.Contains(new string('d', 64), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_suggestion_that_should_not_be_used_says_why()
    {
        var page = Open(Draft("x"), "?view=refine");
        Api.On($"POST v1/drafts/{DraftId}/suggest", new Suggestions("tag", [new("skerry", ["aaaaaaaaaaaa"], null), new("99kg", [], "'99kg' is not in the source.")], new("harbour-1", "suggest@1", 0, [])));
        page.WaitForElement("form[aria-labelledby=suggest-head]").Submit();
        page.WaitForAssertion(() => Assert.Contains("'99kg' is not in the source.", page.Find("[aria-label=Suggestions]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Hashtags"], page.FindAll("#suggest-kind option").Select(o => o.TextContent.Trim()));
    }

    [Fact]
    public void Whoever_approves_what_a_model_wrote_can_take_editorial_responsibility()
    {
        var draft = Draft("x") with { Ai = AiShare.Assisted };
        var page = Open(draft);
        Api.On($"POST v1/drafts/{DraftId}/approve", draft);
        page.WaitForElement("button:contains('Approve')").Click();
        page.WaitForElement("dialog[aria-labelledby=approve-title] input[type=checkbox]").Change(true);
        page.Find("#approve-name").Input("Mia Berg");
        page.Find("dialog[aria-labelledby=approve-title] form").Submit();
        page.WaitForAssertion(() => Assert.Contains(Api.Calls, c => c.Call == $"POST v1/drafts/{DraftId}/approve" && c.Body.Contains("\"responsible\":true", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_opinion_shows_each_remark_with_its_sentence_and_reason_and_what_asking_costs()
    {
        var draft = Draft("x");
        Api.On($"GET v1/drafts/{DraftId}/judge/estimate", new ModelEstimate("harbour-1", "judge@1", 900, 1500, 0.12m, false, null));
        var page = Open(draft, "?view=checks");
        page.WaitForAssertion(() => Assert.Contains("harbour-1, at most $0.12.", page.Find("[aria-labelledby=opinion]").TextContent, StringComparison.Ordinal));

        var opinion = new Opinion([new(new(0, 0), RemarkVerdict.Overstated, "The yard only may.", [])], 3, new("harbour-1", "judge@1", 0.02m, []), new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        Api.On($"POST v1/drafts/{DraftId}/judge", opinion);
        Api.On($"GET v1/drafts/{DraftId}", draft with { Opinion = opinion });
        page.Find("[aria-labelledby=opinion] button").Click();

        page.WaitForAssertion(() => Assert.Contains("The yard only may.", page.Find("[aria-labelledby=opinion]").TextContent, StringComparison.Ordinal));
        var said = page.Find("[aria-labelledby=opinion]").TextContent;
        Assert.Contains("Overstated", said, StringComparison.Ordinal);
        Assert.Contains(draft.Content.Parts[0].Sentences[0].Text, said, StringComparison.Ordinal);
        Assert.Contains("Ask again", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_model_can_be_asked_the_opinion_says_why()
    {
        Api.Refuse($"GET v1/drafts/{DraftId}/judge/estimate", HttpStatusCode.PaymentRequired, "models.budget", "Today's cap of $1.00 is reached.");
        var page = Open(Draft("x"), "?view=checks");
        page.WaitForAssertion(() => Assert.Contains("Today's cap of $1.00 is reached.", page.Find("[aria-labelledby=opinion]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("[aria-labelledby=opinion] button").HasAttribute("disabled"));
    }
}
