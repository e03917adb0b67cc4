using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Documents.Api;

/// <summary>Documents come in, are captured, and can be compared.</summary>
public sealed class SourceTests(Hosts hosts)
{
    static readonly string Sample = File.ReadAllText(Path.Combine(Repository.Root, "samples/living-document.md"));

    [Theory, BothDatabases]
    public async Task A_pasted_document_becomes_a_snapshot_with_items(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;

        var added = await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct);

        Assert.True(added.Changed);
        Assert.Equal((1, 9), (added.Snapshot.Number, added.Snapshot.ItemCount));
        Assert.Equal(Sample, await client.Documents.GetMarkdownAsync(added.Snapshot.Id, ct));
        Assert.Equal(added.Snapshot.Id, (await client.Documents.GetSourceAsync(added.Source.Id, ct)).Latest?.Id);
        var items = (await client.Documents.ListItemsAsync(added.Snapshot.Id, ct: ct)).Items;
        Assert.Equal("Skerry 14 gets a lighter hull", items[0].Title);
        Assert.Equal(added.Snapshot.BlockCount, items.Sum(i => i.Blocks.Count));
    }

    [Theory, BothDatabases]
    public async Task A_change_stores_what_changed_alone_and_every_snapshot_still_says_where_its_own_text_stands(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(database);
        var documents = (await host.SignUpWithWorkspaceAsync()).Person.Client.Documents;
        var first = await documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct);
        var longer = Sample.Insert(Sample.IndexOf("<!-- featured", StringComparison.Ordinal), "### Above all others\n- **Date:** 2026-10-20\n- **Content:** A new item moves the rest down.\n\n");
        var second = await documents.UpdateDocumentAsync(first.Source.Id, new() { Markdown = longer }, ct);

        await using (var scope = host.Services.CreateAsyncScope())
            Assert.Equal(first.Snapshot.ItemCount + 1, await scope.ServiceProvider.GetRequiredService<ToombosDb>().Items.IgnoreQueryFilters([ToombosDb.TenantFilter]).CountAsync(i => i.SourceId == first.Source.Id, ct));
        foreach (var (snapshot, text) in ((Guid, string)[])[(first.Snapshot.Id, Sample), (second.Snapshot.Id, longer)])
        {
            var items = (await documents.ListItemsAsync(snapshot, ct: ct)).Items;
            Assert.All(items, item => Assert.Contains(item.Anchor.Split(' ')[0], text.Split('\n')[item.Line - 1], StringComparison.Ordinal));
            Assert.All(items.SelectMany(i => i.Blocks), block =>
            {
                Assert.Contains(block.Text.Split(' ')[0], text.Substring(block.Start, block.Length), StringComparison.Ordinal);
                Assert.Equal(block.Line, text[..block.Start].Count(c => c == '\n') + 1);
            });
        }
    }

    [Theory, BothDatabases]
    public async Task Saving_the_same_text_makes_no_snapshot_and_a_changed_one_makes_one_that_names_the_change(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var first = await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct);

        var same = await client.Documents.UpdateDocumentAsync(first.Source.Id, new() { Markdown = Sample }, ct);
        var changed = await client.Documents.UpdateDocumentAsync(first.Source.Id, new() { Markdown = Sample.Replace("€12.", "€14.", StringComparison.Ordinal) }, ct);

        Assert.False(same.Changed);
        Assert.Equal(first.Snapshot.Id, same.Snapshot.Id);
        Assert.Equal((2, new ChangeSummary(0, 1, 0, 0)), (changed.Snapshot.Number, changed.Snapshot.Changes));
        var diff = await client.Documents.GetDiffAsync(changed.Snapshot.Id, ct: ct);
        var block = Assert.Single(Assert.Single(diff.Items).Blocks);
        Assert.Equal(ChangeKind.Changed, block.Kind);
        Assert.Contains(block.Spans, s => s.Kind == SpanKind.Inserted && s.Text.Contains("14", StringComparison.Ordinal));
        Assert.Equal([2, 1], (await client.Documents.ListSnapshotsAsync(first.Source.Id, ct: ct)).Items.Select(s => s.Number));
    }

    [Theory, BothDatabases]
    public async Task Lists_are_walked_page_by_page_without_gaps_or_repeats(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var added = new List<Guid>();
        for (var i = 0; i < 5; i++) added.Add((await client.Documents.AddSourceAsync(new() { Name = $"Source {i}", Markdown = $"# Note {i}\n\nSome words here." }, ct)).Source.Id);

        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var page = await client.Documents.ListSourcesAsync(after, limit: 2, ct);
            seen.AddRange(page.Items.Select(s => s.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Reverse(added), seen);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "cursor.invalid", () => client.Documents.ListSourcesAsync("1; drop table sources", 2, ct));
    }

    [Theory, BothDatabases]
    public async Task Items_are_found_by_any_word_in_any_case(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct);

        Assert.Equal(["Repair kits ship to Norway and Iceland"], (await client.Documents.ListItemsAsync(added.Snapshot.Id, "NORWAY", ct: ct)).Items.Select(i => i.Title));
        Assert.Equal(["Cedar strips come from certified forests"], (await client.Documents.ListItemsAsync(added.Snapshot.Id, "småland", ct: ct)).Items.Select(i => i.Title));
        Assert.Empty((await client.Documents.ListItemsAsync(added.Snapshot.Id, "100%_", ct: ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task An_uploaded_file_is_a_source(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Sample));

        var added = await client.Documents.UploadSourceAsync("Tidewater", "living.md", file, ct);

        Assert.Equal((SourceKind.Upload, 9), (added.Source.Kind, added.Snapshot.ItemCount));
    }

    [Theory]
    [InlineData("photo.png", new byte[] { 0x89, 0x50, 0x4e, 0x47 })]
    [InlineData("photo.md", new byte[] { 0x89, 0x50, 0x4e, 0x47, 0, 0, 0 })]
    public async Task A_file_that_is_not_text_is_refused_and_nothing_is_kept(string name, byte[] bytes)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        using var file = new MemoryStream(bytes);

        await Problems.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "document.not-text", () => client.Documents.UploadSourceAsync("Photo", name, file, ct));

        Assert.Empty((await client.Documents.ListSourcesAsync(ct: ct)).Items);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "document.empty")]
    [InlineData(" \n\t\n", HttpStatusCode.BadRequest, "document.empty")]
    public async Task An_empty_document_is_refused_and_nothing_is_kept(string markdown, HttpStatusCode status, string code)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;

        await Problems.RefusedAsync(status, code, () => client.Documents.AddSourceAsync(new() { Name = "Empty", Markdown = markdown }, ct));

        Assert.Empty((await client.Documents.ListSourcesAsync(ct: ct)).Items);
    }

    [Fact]
    public async Task A_document_over_ten_megabytes_is_refused_and_one_just_below_is_taken()
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var line = new string('å', 511) + "\n";
        string Of(int bytes) => string.Concat(Enumerable.Repeat(line, bytes / Encoding.UTF8.GetByteCount(line)));

        await client.Documents.AddSourceAsync(new() { Name = "Large", Markdown = Of(10 * 1024 * 1024) }, ct);
        await Problems.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "document.too-large", () => client.Documents.AddSourceAsync(new() { Name = "Larger", Markdown = Of(11 * 1024 * 1024) }, ct));
    }

    [Theory]
    [InlineData("""{"name":"a","markdown":"x","nmae":"b"}""", "nmae")]
    [InlineData("""{"name":"a","markdown":"x","name":"b"}""", "name")]
    [InlineData("""{"name":"a","markdown":"x\u0000y"}""", "markdown")]
    [InlineData("""{"name":"a\ud800","markdown":"x"}""", "name")]
    [InlineData("""{"name":7,"markdown":"x"}""", "name")]
    [InlineData("""{"name":"a","kind":"telepathy"}""", "kind")]
    [InlineData("""{"name":"a","kind":1}""", "kind")]
    [InlineData("""{"name":"a","kind":"url"}""", "address")]
    [InlineData("""{"name":"a","kind":"url","address":"https://a.example","markdown":"x"}""", "markdown")]
    [InlineData("""{"name":"a"}""", "markdown")]
    [InlineData("""{"name":"","markdown":"x"}""", "name")]
    [InlineData("""{"markdown":"x"}""", "body")]
    [InlineData("""{"name":""", "name")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    public async Task Bad_input_is_refused_by_the_name_of_its_field(string json, string field)
    {
        var ct = TestContext.Current.CancellationToken;
        var http = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Http;

        using var answer = await http.PostAsync("/v1/sources", new StringContent(json, Encoding.UTF8, "application/json"), ct);

        var problem = await answer.Content.ReadFromJsonAsync(Toombos.Client.ToombosJson.Default.Problem, ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], problem!.Errors!.Keys);
        Assert.DoesNotContain("System.", problem.Errors[field][0], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Removing_a_source_removes_what_was_made_of_it(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Tidewater", Markdown = Sample }, ct);
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = added.Source.Id, Channels = ["x"] }, ct);

        await client.Documents.DeleteSourceAsync(added.Source.Id, ct);

        await Problems.RefusedAsync(HttpStatusCode.NotFound, "source.not-found", () => client.Documents.GetSourceAsync(added.Source.Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "snapshot.not-found", () => client.Documents.GetSnapshotAsync(added.Snapshot.Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "piece.not-found", () => client.Writing.GetPieceAsync(piece.Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "draft.not-found", () => client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: ct));
    }

    [Theory, BothDatabases]
    public async Task Two_people_saving_at_once_never_lose_a_state_unnoticed(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var added = await client.Documents.AddSourceAsync(new() { Name = "Race", Markdown = "# Race\n\nState zero of the text." }, ct);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
        {
            try
            {
                return (await client.Documents.UpdateDocumentAsync(added.Source.Id, new() { Markdown = $"# Race\n\nState {i} of the text." }, ct)).Snapshot.Number;
            }
            catch (Toombos.Client.ToombosApiException refused) when (refused.Code == "source.changed")
            {
                return 0;
            }
        }));

        var numbers = (await client.Documents.ListSnapshotsAsync(added.Source.Id, ct: ct)).Items.Select(s => s.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Reverse(), numbers);
        Assert.Equal(numbers.Count - 1, outcomes.Count(n => n > 0));
        Assert.Contains(outcomes, n => n > 0);
    }
}
