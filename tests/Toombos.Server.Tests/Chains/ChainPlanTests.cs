using System.Net;
using Toombos.Client.Chains;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Chains;

/// <summary>Chains are planned by rule, written by the composer at once, and read side by side.</summary>
public sealed class ChainPlanTests(Hosts hosts)
{
    const string Document = """
        # Harbour news

        ## Solar roof on the hall

        **Date:** 2026-03-01

        The roof of the boat hall carries 84 solar panels since March.

        They feed the crane and both slipways on sunny days.

        ## New hull for Skerry

        <!-- priority: 1 -->

        **Date:** 2026-02-01

        The hull of Skerry weighs 19.8 kg and was tested by Ines Duarte in Lisbon.

        ## Winter berths

        **Date:** 2026-01-15

        The harbour has 12 winter berths left for boats up to nine metres.

        ## Sailing school

        **Date:** 2026-01-10

        The sailing school takes 30 children from Orust this summer.

        ## Café opens

        **Date:** 2026-01-05

        The café on the pier opens at seven every morning.
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_chain_is_written_at_once_and_its_pieces_know_their_step(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var client = (await host.AddWorkspaceAsync()).Client;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;

        var chain = await client.Chains.CreateAsync(new() { Kind = "email-campaign", SourceId = source, StartsOn = new(2026, 4, 1) }, Ct);

        Assert.Equal(["Announce", "Go deeper", "Answer doubts", "Last call"], chain.Steps.Select(s => s.Title));
        Assert.Equal([new DateOnly(2026, 4, 1), new(2026, 4, 4), new(2026, 4, 8), new(2026, 4, 13)], chain.Steps.Select(s => s.On!.Value));
        // By priority, then the newest first; the third letter takes what none before it took.
        Assert.Equal("New hull for Skerry|Solar roof on the hall|Winter berths / New hull for Skerry / Sailing school|Café opens / New hull for Skerry|Solar roof on the hall",
            string.Join(" / ", chain.Steps.Select(s => string.Join('|', s.Items.Select(i => i.Title)))));
        Assert.All(chain.Steps, s => Assert.Equal("email", Assert.Single(s.Drafts).Channel));
        Assert.Equal((null, null), (chain.PlannedBy, chain.WritingJob));
        var piece = await client.Writing.GetPieceAsync(chain.Steps[2].PieceId!.Value, Ct);
        Assert.Equal(new PieceChain(chain.Id, 3), piece.Chain);
        Assert.Equal(4L, (await client.Usage.GetAsync(Ct)).Used.Pieces);

        var found = Assert.Single((await client.Chains.ListAsync(source, ct: Ct)).Items);
        Assert.Equal(chain.Steps.Select(s => s.PieceId), found.Steps.Select(s => s.PieceId));
        var details = await client.Chains.GetAsync(chain.Id, Ct);
        Assert.Empty(details.Report.Unused);
        Assert.Contains(details.Report.Repeated, r => r.Text.StartsWith("The hull of Skerry weighs 19.8 kg", StringComparison.Ordinal) && r.Places.Select(p => p.Step).Distinct().Count() == 3);
        Assert.Empty(details.Report.Differing);

        // Somebody changes a figure in one letter: it is told otherwise than in the others.
        var draft = await client.Writing.GetDraftAsync(chain.Steps[1].Drafts[0].Id, ct: Ct);
        await client.Writing.EditDraftAsync(draft.Summary.Id, new() { BaseVersion = 1, Text = draft.Editable with { Body = draft.Editable.Body!.Replace("19.8 kg", "18.9 kg", StringComparison.Ordinal) } }, Ct);
        var differing = (await client.Chains.GetAsync(chain.Id, Ct)).Report.Differing;
        Assert.Contains(differing, d => (d.FirstAt.Step, d.SecondAt.Step, d.First, d.Second) == (1, 2, "19.8 kg", "18.9 kg") && d.Source.Contains("19.8 kg", StringComparison.Ordinal));

        await client.Chains.DeleteAsync(chain.Id, ct: Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "chain.not-found", () => client.Chains.GetAsync(chain.Id, Ct));
        Assert.Null((await client.Writing.GetPieceAsync(piece.Id, Ct)).Chain);

        var second = await client.Chains.CreateAsync(new() { Kind = "social-campaign", SourceId = source, Channels = ["bluesky"] }, Ct);
        Assert.Equal(5, second.Steps.Count);
        await client.Writing.DeletePieceAsync(second.Steps[0].PieceId!.Value, Ct);
        Assert.Equal((null, 0), (await client.Chains.GetAsync(second.Id, Ct)).Chain.Steps[0] is var first ? (first.PieceId, first.Drafts.Count) : default);
        await client.Chains.DeleteAsync(second.Id, withPieces: true, Ct);
        Assert.Equal(4, (await client.Writing.ListPiecesAsync(source, ct: Ct)).Items.Count);
    }

    [Theory, BothDatabases]
    public async Task The_parts_of_a_series_share_the_items_and_say_which_they_are(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var client = (await host.AddWorkspaceAsync()).Client;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;

        var chain = await client.Chains.CreateAsync(new() { Kind = "blog-series", SourceId = source, Parts = 2 }, Ct);

        Assert.Equal(["Part 1 of 2", "Part 2 of 2"], chain.Steps.Select(s => s.Title));
        Assert.Equal([2, 3], chain.Steps.Select(s => s.Items.Count));
        Assert.Equal(5, chain.Steps.SelectMany(s => s.Items).DistinctBy(i => i.Key).Count());
        var parts = await Task.WhenAll(chain.Steps.Select(s => client.Writing.GetDraftAsync(Assert.Single(s.Drafts).Id, ct: Ct)));
        Assert.Equal(2, parts.Select(p => p.Content.Slug).Distinct().Count());
        Assert.Equal(["Part 1 of 2.", "Part 2 of 2."], parts.Select(p => p.Content.Body.First().Text));
        Assert.All(parts, p => Assert.DoesNotContain(p.Checks.Findings, f => f.Code == "template.fact"));
        Assert.All(parts, p => Assert.DoesNotContain(p.Checks.Claims, c => c.IsOpen));

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "chain.too-few-items", () => client.Chains.CreateAsync(new() { Kind = "blog-series", SourceId = source, Parts = 6 }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Chains.CreateAsync(new() { Kind = "email-campaign", SourceId = source, Parts = 2 }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Chains.CreateAsync(new() { Kind = "no-such", SourceId = source }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Chains.CreateAsync(new() { Kind = "email-campaign", SourceId = source, Channels = ["x"] }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "piece.item-unknown", () => client.Chains.CreateAsync(new() { Kind = "launch", SourceId = source, Items = ["no-such"] }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "models.none", () => client.Chains.EstimateAsync(new() { Kind = "launch", SourceId = source }, Ct));

        // 28 of 30 pieces are used then: the five steps of a launch are not begun.
        for (var n = 0; n < 6; n++) await client.Chains.CreateAsync(new() { Kind = "email-campaign", SourceId = source }, Ct);
        await client.Chains.CreateAsync(new() { Kind = "blog-series", SourceId = source, Parts = 2 }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "quota.pieces", () => client.Chains.CreateAsync(new() { Kind = "launch", SourceId = source }, Ct));
        Assert.Equal((28L, 8), ((await client.Usage.GetAsync(Ct)).Used.Pieces, (await client.Chains.ListAsync(ct: Ct)).Items.Count));
    }

    [Fact]
    public async Task Every_kind_is_written_from_a_document_with_one_item()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var client = (await host.AddWorkspaceAsync()).Client;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n" }, Ct)).Source.Id;

        var kinds = await client.Chains.ListKindsAsync(Ct);
        Assert.Equal(["blog-series", "email-campaign", "launch", "social-campaign"], kinds.Select(k => k.Name));
        var briefs = (await client.Writing.ListPromptsAsync(Ct)).Select(p => p.Name).ToHashSet();
        Assert.All(kinds.SelectMany(k => k.Steps), s => Assert.Contains($"brief.{s.Brief}", briefs));
        foreach (var kind in kinds.Where(k => k.Parts is null))
        {
            var chain = await client.Chains.CreateAsync(new() { Kind = kind.Name, SourceId = source }, Ct);
            Assert.Equal(kind.Steps.Select(s => (s.Title, 1)), chain.Steps.Select(s => (s.Title, s.Items.Count)));
            Assert.All(chain.Steps, s => Assert.NotEmpty(s.Drafts));
        }
        // Without social channels a launch is made of the post and the letters.
        Assert.Equal([1, 2, 3], (await client.Chains.CreateAsync(new() { Kind = "launch", SourceId = source, Channels = ["web", "email"] }, Ct)).Steps.Select(s => s.Number));
    }

    [Theory]
    [InlineData("launch")]
    [InlineData("email-campaign")]
    [InlineData("social-campaign")]
    [InlineData("blog-series")]
    public async Task In_the_documents_own_words_nothing_is_told_differently(string kind)
    {
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = await File.ReadAllTextAsync(Repository.PathOf("samples", "living-document.md"), Ct) }, Ct)).Source.Id;

        var chain = await client.Chains.CreateAsync(new() { Kind = kind, SourceId = source }, Ct);

        Assert.Empty((await client.Chains.GetAsync(chain.Id, Ct)).Report.Differing);
    }
}
