using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Voices;
using Toombos.Client.Writing;
using Toombos.Dashboard.Voices;
using static Toombos.Dashboard.Tests.Voices.VoiceSamples;

namespace Toombos.Dashboard.Tests.Voices;

/// <summary>A voice made and changed: rules as fields, learned from texts, tried on a text beside them.</summary>
public class VoicePageTests : PageTest
{
    readonly string _put = $"PUT v1/voices/{VoiceId}";

    public VoicePageTests() => Api.On("GET v1/voices/choices", Choices).On<IReadOnlyList<Voice>>("GET v1/voices", [House()]).On($"GET v1/voices/{VoiceId}", House());

    IRenderedComponent<VoicePage> Open(Guid? id = null, string examples = "")
    {
        TextBoxHolds(examples);
        var page = Render<VoicePage>(p => p.Add(x => x.Id, id));
        page.WaitForElement("#voice-name");
        return page;
    }

    static void Press(IRenderedComponent<VoicePage> page, string word) => page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(word, StringComparison.Ordinal)).Click();

    [Fact]
    public void What_the_fields_say_becomes_rules_and_an_empty_field_none()
    {
        Api.On("POST v1/voices", House());
        var page = Open(examples: "One text.\n\n---\n\nAnother one.");
        Assert.Equal(["professional", "casual"], page.FindAll("#voice-base option").Select(o => o.GetAttribute("value")));
        page.Find("#voice-name").Input(" House ");
        page.Find("#voice-base").Change("casual");
        page.Find("#average-sentence").Input("14");
        page.Find("#emoji").Input("0");
        page.Find("#contractions").Change("no");
        page.Find("#spelling").Change("british");
        page.Find("#banned-terms").Input("cheap → good value\nsynergy\n\nleverage -> use");
        page.Find("#required-terms").Input("kayak");
        page.FindAll(".choice").Single(c => c.TextContent.Trim() == "We").QuerySelector("input")!.Change(true);
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal($"settings/voices/{VoiceId}", Address));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/voices").Body, ToombosJson.Default.AddVoiceRequest)!;
        Assert.Equal(("House", "casual", null), (sent.Name, sent.Base, sent.Description));
        Assert.Equal(["One text.", "Another one."], sent.Examples!);
        var rules = sent.Rules!;
        Assert.Equal((14, null, null, 0, null, false, EnglishSpelling.British, null, null), (rules.AverageSentence, rules.LongestSentence, rules.Grade, rules.Emoji, rules.Exclamations, rules.Contractions, rules.Spelling, rules.Headings, rules.Inclusive));
        Assert.Equal([VoicePerson.FirstPlural], rules.Persons!);
        Assert.Equal([new() { Term = "cheap", Better = "good value" }, new() { Term = "synergy" }, new() { Term = "leverage", Better = "use" }], rules.BannedTerms);
        Assert.Equal(["kayak"], rules.RequiredTerms);
    }

    [Fact]
    public void A_saved_voice_comes_back_into_the_same_fields()
    {
        var rules = new VoiceRules
        {
            AverageSentence = 14, LongestSentence = 25, Grade = 8, Persons = [VoicePerson.FirstPlural], Contractions = true, Address = AddressForm.Formal, Emoji = 1, Exclamations = 0,
            BannedTerms = [new() { Term = "cheap", Better = "good value" }], RequiredTerms = ["kayak"], Spelling = EnglishSpelling.American, Headings = HeadingCase.Title, Inclusive = true,
        };
        Assert.Equivalent(rules, VoiceForm.Of(House(rules)).ToRules());
    }

    [Fact]
    public void Rules_found_in_texts_are_shown_with_what_was_measured_and_only_ticked_ones_are_taken()
    {
        Api.On("POST v1/voices/learn", Proposal);
        var page = Open(examples: "One text.\n---\nAnother one.");
        Press(page, "Propose rules");

        page.WaitForElement(".voice-proposals");
        Assert.Equal(["One text.", "Another one."], JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/voices/learn").Body, ToombosJson.Default.LearnVoiceRequest)!.Texts);
        Assert.Contains("Sentences have 8.6 words on average.", page.Find(".voice-proposals").TextContent, StringComparison.Ordinal);
        Assert.Contains("fairly sure, measured on 14", page.Find(".voice-proposals").TextContent, StringComparison.Ordinal);
        Assert.Equal([true, true, false], page.FindAll(".voice-proposals input").Select(i => i.HasAttribute("checked")));
        page.FindAll(".voice-proposals input")[1].Change(false);
        Press(page, "Take the 1 ticked rule");

        Assert.Equal("11", page.Find("#average-sentence").GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(page.Find("#emoji").GetAttribute("value")));
        Assert.DoesNotContain(Api.Calls, c => c.Call is "POST v1/voices");
    }

    [Fact]
    public void Texts_that_teach_nothing_are_answered_at_their_field()
    {
        Api.Refuse("POST v1/voices/learn", HttpStatusCode.BadRequest, "voice.nothing-to-learn", "These texts hold no sentence.");
        var page = Open(examples: "—");
        Press(page, "Propose rules");
        page.WaitForAssertion(() => Assert.Equal("These texts hold no sentence.", page.Find("#voice-examples-error").TextContent.Trim()));
    }

    [Fact]
    public async Task A_text_is_checked_against_the_rules_as_they_stand_in_the_form()
    {
        Api.On("POST v1/voices/check", Report);
        var page = Open(VoiceId);
        var playground = page.FindComponent<VoicePlayground>();
        await page.InvokeAsync(() => playground.Instance.ChangedAsync(new TextStream("A cheap boat.")));

        page.WaitForElement(".voice-rules");
        var sent = JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == "POST v1/voices/check").Body, ToombosJson.Default.CheckVoiceRequest)!;
        Assert.Equal(("A cheap boat.", 14), (sent.Text, sent.Rules!.AverageSentence));
        Assert.Contains("A cheap boat.", page.Find(".voice-faults").TextContent, StringComparison.Ordinal);
        Assert.Contains("Not measured in this language: Form of address.", playground.Markup, StringComparison.Ordinal);
        Assert.Contains("breaks 1 rule", playground.Find("[role=status]").TextContent, StringComparison.Ordinal);

        page.Find("#average-sentence").Input("9");
        page.WaitForAssertion(() => Assert.Equal(9, JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == "POST v1/voices/check").Body, ToombosJson.Default.CheckVoiceRequest)!.Rules!.AverageSentence));
    }

    [Fact]
    public void What_the_api_says_of_a_rule_stands_at_its_field()
    {
        Api.Refuse(_put, HttpStatusCode.BadRequest, "body.invalid", "Check the fields.", new() { ["rules.longestSentence"] = ["The longest sentence can't be shorter than the average."] });
        var page = Open(VoiceId);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("The longest sentence can't be shorter than the average.", page.Find("#longest-sentence-error").TextContent.Trim()));
    }

    [Fact]
    public void Someone_elses_change_is_not_overwritten_unasked()
    {
        Api.Refuse(_put, HttpStatusCode.Conflict, "changed", "Somebody else changed this.");
        var page = Open(VoiceId);
        page.Find("#voice-name").Input("Mine");
        page.Find("form").Submit();
        page.WaitForElement(".banner.pending");
        Assert.Equal("Mine", page.Find("#voice-name").GetAttribute("value"));
        Api.On($"GET v1/voices/{VoiceId}", House(version: 4)).On(_put, House(version: 5));
        page.FindAll(".banner.pending button")[0].Click();
        page.WaitForAssertion(() => Assert.Equal("The voice was saved.", Assert.Single(Notices.All).Text));
        Assert.Equal(("Mine", 4), (Sent().Name, Sent().Version));

        UpdateVoiceRequest Sent() => JsonSerializer.Deserialize(Api.Calls.Last(c => c.Call == _put).Body, ToombosJson.Default.UpdateVoiceRequest)!;
    }

    [Fact]
    public void A_voice_that_the_brand_writes_in_is_not_removed_and_the_reason_is_said()
    {
        Api.Refuse($"DELETE v1/voices/{VoiceId}", HttpStatusCode.Conflict, "voice.in-use", "The brand writes in the voice 'House'. Choose another one for the brand first.");
        var page = Open(VoiceId);
        Press(page, "Remove …");
        Press(page, "Remove it");
        page.WaitForAssertion(() => Assert.Contains("Choose another one for the brand first.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void An_editor_tries_rules_and_saves_none()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(VoiceId);
        Assert.NotNull(page.Find("#voice-try"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("Save the voice", StringComparison.Ordinal));
    }
}
