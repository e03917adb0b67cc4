using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks;

namespace Toombos.Server.Tests.Checks;

public sealed class RuleTests
{
    static readonly Item Kit = Sample.Item("kit", "Repair kits ship to Norway", Sample.Block("b1", "Repair kits can now be ordered."));

    static IReadOnlyList<string> Codes(string channel, params DraftPart[] parts) => Codes(channel, Sample.Draft("en", parts));

    static IReadOnlyList<string> Codes(string channel, DraftContent content, params Item[] items) => [.. Sample.Check(channel, content, items).Findings.Select(f => f.Code)];

    static DraftPart Post(int post, string text) => Sample.Part(PartRole.Paragraph, text) with { Post = post };

    [Fact]
    public void A_post_over_its_networks_limit_is_an_error_that_says_by_how_much()
    {
        var report = Sample.Check("x", Sample.Draft("en", Post(1, new string('a', 300))));
        var measure = Assert.Single(report.Measures, m => m.Label == "post");
        Assert.Equal((300, 280, "weighted", false), (measure.Count, measure.Limit, measure.Unit, measure.Fits));
        var finding = Assert.Single(report.Findings, f => f.Code == "length.over-limit");
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("by 20", finding.Message);
        Assert.False(report.Passed);
    }

    [Fact]
    public void A_post_is_held_against_every_limit_of_its_network() =>
        Assert.Equal(["graphemes", "bytes"], Sample.Check("bluesky", Sample.Draft("en", Post(1, "Hello"))).Measures.Where(m => m.Label == "post").Select(m => m.Unit));

    [Fact]
    public void Each_post_of_a_thread_is_measured() =>
        Assert.Equal(["post 1", "post 2"], Sample.Check("x", Sample.Draft("en", Post(1, "One."), Post(2, "Two."))).Measures.Where(m => m.Label.StartsWith("post ", StringComparison.Ordinal)).Select(m => m.Label));

    [Fact]
    public void A_thread_on_a_network_without_threads_is_an_error() => Assert.Contains("thread.not-supported", Codes("linkedin", Post(1, "One."), Post(2, "Two.")));

    [Theory]
    [InlineData("One. 1/3", "Two. 2/3")]
    [InlineData("One. 1/2", "Two. 1/2")]
    public void Counters_that_contradict_the_thread_are_errors(string one, string two) => Assert.Contains("thread.numbering", Codes("x", Post(1, one), Post(2, two)));

    [Fact]
    public void Counters_that_fit_the_thread_are_fine() => Assert.DoesNotContain("thread.numbering", Codes("x", Post(1, "One. 1/2"), Post(2, "Two. (2/2)")));

    [Fact]
    public void One_exclamation_that_excerpt_and_description_repeat_is_one()
    {
        var said = Sample.Part(PartRole.Paragraph, "Nobody had expected that!");
        Assert.DoesNotContain("wording.exclamations", Codes("web", said, said with { Role = PartRole.Excerpt }, said with { Role = PartRole.SeoDescription }));
        Assert.Contains("wording.exclamations", Codes("web", said, said));
    }

    [Fact]
    public void Ordinary_German_nouns_with_a_hyphen_are_no_facts() =>
        Assert.DoesNotContain("template.fact", Codes("email", Sample.Draft("de", new DraftPart { Role = PartRole.CallToAction, Sentences = [new("Antworten Sie einfach auf diese E-Mail, wir fahren S-Bahn.", SentenceOrigin.Template, [])] })));

    [Theory]
    [InlineData("ja", "一部の端末で通知が二重に届く問題を修正しました。ご迷惑をおかけしました。", false)]
    [InlineData("en", "We fixed double notifications. Sorry.", true)]
    public void A_short_body_is_measured_by_what_its_script_holds(string language, string body, bool tooShort) =>
        Assert.Equal(tooShort, Sample.Check("web", Sample.Draft(language, Sample.Part(PartRole.Paragraph, body))).Findings.Any(f => f.Code == "length.too-short" && f.Message.Contains("body", StringComparison.Ordinal)));

    [Fact]
    public void A_gap_in_the_numbers_of_posts_is_an_error() => Assert.Contains("thread.numbering", Codes("x", Post(1, "One."), Post(3, "Three.")));

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void An_empty_draft_is_an_error(string text) => Assert.Contains("content.empty", Codes("x", Post(1, text)));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("tidewater.example")]
    [InlineData("")]
    [InlineData("http://")]
    [InlineData("/relative")]
    public void A_link_that_is_no_web_address_is_an_error(string url) => Assert.Contains("link.invalid", Codes("email", Sample.Part(PartRole.CallToAction, "Read on") with { Url = url }));

    [Theory]
    [InlineData("email", "https://tidewater.example/x?y=1#z")]
    [InlineData("email", "mailto:team@tidewater.example")]
    [InlineData("web", "/posts/kit")]
    [InlineData("web", "#hull")]
    public void Web_addresses_are_fine(string channel, string url) => Assert.DoesNotContain("link.invalid", Codes(channel, Sample.Part(PartRole.CallToAction, "Read on") with { Url = url }));

    [Theory]
    [InlineData("Skerry 14", "slug.invalid")]
    [InlineData("skérry", "slug.invalid")]
    [InlineData("", "slug.missing")]
    [InlineData(null, "slug.missing")]
    public void A_web_post_needs_a_clean_slug(string? slug, string code) => Assert.Contains(code, Codes("web", Sample.Draft("en", Sample.Part(PartRole.Title, "Repair kits")) with { Slug = slug }));

    [Fact]
    public void A_newsletter_needs_a_subject() => Assert.Contains("subject.missing", Codes("email", Sample.Part(PartRole.Paragraph, "Hello.")));

    [Theory]
    [InlineData("Act now and click here for your kit", "subject.spam-word")]
    [InlineData("Your kit is ready!!!", "subject.spam-word")]
    [InlineData("YOUR REPAIR KIT is ready to order", "subject.capitals")]
    [InlineData("Short one here", "title.length-advice")]
    public void Subjects_that_look_like_spam_are_warned_of(string subject, string code) =>
        Assert.Equal(Severity.Warning, Sample.Check("email", Sample.Draft("en", Sample.Part(PartRole.Subject, subject))).Findings.First(f => f.Code == code).Severity);

    [Theory]
    [InlineData("Freedom to paddle on every coast of yours")]
    [InlineData("The VHF radio you asked for is in stock now")]
    public void Words_that_only_contain_a_spam_word_are_fine(string subject) => Assert.DoesNotContain(Codes("email", Sample.Part(PartRole.Subject, subject)), c => c.StartsWith("subject.", StringComparison.Ordinal));

    [Theory]
    [InlineData("This routine cures insomnia.", true)]
    [InlineData("It treats anxiety in a week.", true)]
    [InlineData("Unser Programm heilt Migräne.", true)]
    [InlineData("The new curing oven is running.", false)]
    [InlineData("Treat yourself to a day on the water.", false)]
    [InlineData("Patients told us what they like.", false)]
    public void Health_claims_stop_an_approval_and_curing_ovens_do_not(string text, bool stops) =>
        Assert.Equal(stops, Sample.Check("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, text))).Findings.Any(f => f is { Code: "brand.health-claim", Severity: Severity.Error }));

    [Theory]
    [InlineData("Our rivals build canoes.", true)]
    [InlineData("A CANOE is no kayak.", true)]
    [InlineData("Canoeing is another sport.", false)]
    public void Banned_terms_are_found_whole_and_in_simple_inflections(string text, bool found)
    {
        var input = Sample.Input("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, text))) with { Brand = Sample.Brand with { BannedTerms = ["canoe"] } };
        Assert.Equal(found, DraftChecks.Run(input).Findings.Any(f => f.Code == "brand.banned-term"));
    }

    [Theory]
    [InlineData("email", "😀😀😀", false)]
    [InlineData("email", "😀😀😀😀", true)]
    [InlineData("web", "👩‍👩‍👧", true)]
    [InlineData("web", "1 ✓ © #", false)]
    public void Emoji_are_limited_by_channel(string channel, string text, bool warned) => Assert.Equal(warned, Codes(channel, Sample.Part(PartRole.Paragraph, text)).Contains("wording.emoji"));

    [Theory]
    [InlineData("email", "Hi! You!", false)]
    [InlineData("email", "Hi! You! There!", true)]
    [InlineData("web", "Hi! You!", true)]
    public void Exclamation_marks_are_limited_by_channel(string channel, string text, bool warned) => Assert.Equal(warned, Codes(channel, Sample.Part(PartRole.Paragraph, text)).Contains("wording.exclamations"));

    [Theory]
    [InlineData("2026-11-21", "schedule.weekend")]
    [InlineData("2026-11-23T23:30:00", "schedule.night")]
    [InlineData("2026-11-23T22:30:00Z", "schedule.night")]
    public void Times_when_nobody_reads_are_warned_of(string time, string code)
    {
        var input = Sample.Input("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Order a kit.", SentenceOrigin.Edited, "b1")), Kit with { Flags = new() { ScheduledFor = time } });
        Assert.Contains(code, DraftChecks.Run(input with { Brand = Sample.Brand with { TimeZone = "Europe/Stockholm" } }).Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_time_is_judged_in_the_workspaces_zone()
    {
        var input = Sample.Input("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Order a kit.", SentenceOrigin.Edited, "b1")), Kit with { Flags = new() { ScheduledFor = "2026-11-23T22:30:00Z" } });
        Assert.DoesNotContain("schedule.night", DraftChecks.Run(input with { Brand = Sample.Brand with { TimeZone = "America/New_York" } }).Findings.Select(f => f.Code));
    }

    [Fact]
    public void Flags_of_the_items_in_use_are_noted()
    {
        var draft = Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Order a kit.", SentenceOrigin.Edited, "b1"));
        Assert.Contains("item.dry-run", Codes("email", draft, Kit with { Flags = new() { DryRun = true } }));
        Assert.Contains("item.priority-without-email", Codes("web", draft, Kit with { Flags = new() { Priority = 1, Channels = ["web"] } }));
        Assert.Contains("item.urgent-not-featured", Codes("email", draft, Kit with { Type = ItemType.Announcement, Flags = new() { Urgency = "critical", Priority = 1 } }));
        Assert.DoesNotContain("item.dry-run", Codes("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Nothing cited.")), Kit with { Flags = new() { DryRun = true } }));
    }

    [Fact]
    public void More_than_three_featured_items_are_too_many()
    {
        Item[] items = [.. Enumerable.Range(1, 4).Select(n => Sample.Item($"i{n}", "Title", Sample.Block($"b{n}", "Some text here.")) with { Flags = new() { Featured = true } })];
        DraftPart[] parts = [.. items.Select(i => Sample.Part(PartRole.Paragraph, "Some text here.", SentenceOrigin.Verbatim, i.Blocks[0].Id))];
        Assert.Contains("item.too-many-featured", Codes("email", Sample.Draft("en", parts), items));
        Assert.DoesNotContain("item.too-many-featured", Codes("email", Sample.Draft("en", parts[..3]), items));
    }

    [Theory]
    [InlineData("professional", "This awesome boat is here.", "voice.avoid")]
    [InlineData("medical_scientific", "A revolutionary method!", "voice.avoid")]
    [InlineData("medical_scientific", "The method works!", "voice.exclamation")]
    [InlineData("encouraging_medical", "No excuses now.", "voice.avoid")]
    public void A_voice_is_held_to_its_tone(string voice, string text, string code) =>
        Assert.Contains(code, DraftChecks.Run(Sample.Input("email", Sample.Draft("en", Sample.Part(PartRole.Paragraph, text))) with { Voice = voice }).Findings.Select(f => f.Code));

    [Fact]
    public void A_picture_without_words_is_warned_of() => Assert.Contains("image.no-alt", Codes("web", new DraftPart { Role = PartRole.Image, Sentences = [], Url = "https://a.example/x.png" }));
}
