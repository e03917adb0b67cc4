using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks;

namespace Toombos.Server.Tests.Checks;

public sealed class ClaimTests
{
    public static IEnumerable<TheoryDataRow<ClaimCase>> Faithful => [.. ClaimTables.Faithful(), .. ClaimHeldOut.Faithful()];
    public static IEnumerable<TheoryDataRow<ClaimCase>> Planted => [.. ClaimTables.Planted(), .. ClaimHeldOut.Planted()];

    [Theory, MemberData(nameof(Faithful), DisableDiscoveryEnumeration = true)]
    public void A_faithful_rewrite_is_supported(ClaimCase given) => Assert.Equal([], Sample.Open(given.Language, given.Source, given.Sentence));

    [Theory, MemberData(nameof(Planted), DisableDiscoveryEnumeration = true)]
    public void A_planted_error_is_caught(ClaimCase given) => Assert.NotEmpty(Sample.Open(given.Language, given.Source, given.Sentence));

    [Fact]
    public void A_sentence_without_citations_supports_none_of_its_claims()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "It weighs 19.8 kg."));
        var report = Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "It weighs 19.8 kg.")), item);
        var claim = Assert.Single(report.Claims);
        Assert.Equal(ClaimVerdict.Unsupported, claim.Verdict);
        Assert.Empty(claim.Blocks);
        Assert.False(report.Passed);
    }

    [Fact]
    public void A_claim_names_the_block_that_supports_it()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "It weighs little."), Sample.Block("b2", "It weighs 19.8 kg."));
        var claim = Assert.Single(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Just 19.8 kg!", SentenceOrigin.Edited, "b1", "b2")), item).Claims);
        Assert.Equal(["b2"], claim.Blocks);
    }

    [Fact]
    public void What_stands_in_another_block_is_no_support()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "It weighs little."), Sample.Block("b2", "It weighs 19.8 kg."));
        var claim = Assert.Single(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "Just 19.8 kg!", SentenceOrigin.Edited, "b1")), item).Claims);
        Assert.Equal(ClaimVerdict.Unsupported, claim.Verdict);
    }

    [Fact]
    public void Title_date_tags_and_author_of_the_item_support_too()
    {
        var item = Sample.Item("a", "Skerry 14 gets lighter", Sample.Block("b1", "It weighs less.")) with { Date = new(2026, 10, 12), Tags = ["Orust"], Flags = new() { Author = "Anna Berg" } };
        var draft = Sample.Draft("en", Sample.Part(PartRole.Paragraph, "On 12 October 2026 Anna Berg wrote of Orust and the Skerry 14.", SentenceOrigin.Edited, "b1"));
        Assert.All(Sample.Check("web", draft, item).Claims, c => Assert.Equal(ClaimVerdict.Supported, c.Verdict));
    }

    [Fact]
    public void An_accepted_claim_carries_the_name_and_the_reason_and_no_longer_stands_in_the_way()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "It weighs little."));
        var input = Sample.Input("x", Sample.Draft("en", Sample.Part(PartRole.Paragraph, "It weighs 19.8 kg.", SentenceOrigin.Edited, "b1") with { Post = 1 }), item);
        var open = Assert.Single(DraftChecks.Run(input).Claims);
        var report = DraftChecks.Run(input with { Accepted = new Dictionary<string, AcceptedClaim> { [open.Id] = new("Mara Lind", "Weighed it myself.") } });
        var claim = Assert.Single(report.Claims);
        Assert.Equal((ClaimVerdict.Accepted, "Mara Lind", "Weighed it myself."), (claim.Verdict, claim.AcceptedBy, claim.Reason));
        Assert.True(report.Passed);
    }

    [Fact]
    public void A_claim_keeps_its_id_when_a_sentence_is_put_before_it()
    {
        var item = Sample.Item("a", "Hull", Sample.Block("b1", "It weighs little."));
        var part = Sample.Part(PartRole.Paragraph, "It weighs 19.8 kg.", SentenceOrigin.Edited, "b1");
        var before = Assert.Single(Sample.Check("web", Sample.Draft("en", part), item).Claims);
        var after = Assert.Single(Sample.Check("web", Sample.Draft("en", Sample.Part(PartRole.Intro, "Good news."), part), item).Claims);
        Assert.Equal(before.Id, after.Id);
    }

    [Theory]
    [InlineData("en", "Read on: 4,200 paddlers agree.")]
    [InlineData("en", "Greetings from Oslo.")]
    [InlineData("de", "Am 3. Mai geht es los.")]
    public void A_fact_in_template_text_is_an_error(string language, string text)
    {
        var report = Sample.Check("email", Sample.Draft(language, Sample.Part(PartRole.Closing, text, SentenceOrigin.Template)));
        Assert.Contains(report.Findings, f => f is { Code: "template.fact", Severity: Severity.Error });
        Assert.Empty(report.Claims);
    }

    [Theory]
    [InlineData("en", "Hello, here is what is new at Tidewater Kayaks.")]
    [InlineData("en", "Read More")]
    [InlineData("en", "Thanks for reading. See you next time!")]
    [InlineData("en", "Warm regards, your Tidewater Kayaks team")]
    [InlineData("de", "Herzliche Grüße vom Team Tidewater Kayaks")]
    [InlineData("de", "Jetzt mehr erfahren")]
    [InlineData("fr", "À bientôt, l’équipe Tidewater Kayaks")]
    [InlineData("es", "Hasta pronto, el equipo de Tidewater Kayaks")]
    public void Plain_template_text_and_the_brand_are_no_facts(string language, string text) =>
        Assert.DoesNotContain(Sample.Check("email", Sample.Draft(language, Sample.Part(PartRole.Closing, text, SentenceOrigin.Template))).Findings, f => f.Code == "template.fact");

    [Fact]
    public void The_counter_of_a_thread_is_no_claim()
    {
        var parts = new[] { Sample.Part(PartRole.Paragraph, "Lighter boats are here. 1/2") with { Post = 1 }, Sample.Part(PartRole.Paragraph, "Come and see. 2/2") with { Post = 2 } };
        Assert.Empty(Sample.Check("x", Sample.Draft("en", parts)).Claims);
    }
}
