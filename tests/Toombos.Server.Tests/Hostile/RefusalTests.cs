using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Requests that once made the server fall, or got an answer that helped nobody.</summary>
public sealed class RefusalTests(Hosts hosts)
{
    static readonly string Letter = "# News\n\n## Hull\n\nThe hull weighs 19.8 kg, down from 23.4 kg. It is made of oak.\n";

    static async Task<(TestWorkspace Workspace, Draft Draft)> DraftAsync(Hosts hosts, DatabaseKind database, string channel, CancellationToken ct)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var source = await workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Letter }, ct);
        var piece = await workspace.Client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id, Channels = [channel] }, ct);
        return (workspace, await workspace.Client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: ct));
    }

    static async Task<JsonNode> ProblemOf(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    [Theory]
    [InlineData("email", """{"text":{"subject":"Only this"}}""")]
    [InlineData("email", """{"text":{"tags":null,"posts":null,"body":"Words."}}""")]
    [InlineData("x", """{"text":{"posts":["Words."]}}""")]
    [InlineData("x", """{"text":{}}""")]
    public async Task Fields_of_a_text_may_be_left_out(string channel, string body)
    {
        var ct = TestContext.Current.CancellationToken;
        var (workspace, draft) = await DraftAsync(hosts, DatabaseKind.Sqlite, channel, ct);
        using var answer = await workspace.Http.PostAsync($"/v1/drafts/{draft.Summary.Id}/preview", Json(body), ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"text":{"tags":[null]}}""", "text.tags")]
    [InlineData("""{"text":{"posts":[null]}}""", "text.posts")]
    public async Task A_list_of_texts_holds_texts(string body, string field)
    {
        var ct = TestContext.Current.CancellationToken;
        var (workspace, draft) = await DraftAsync(hosts, DatabaseKind.Sqlite, "x", ct);
        using var answer = await workspace.Http.PostAsync($"/v1/drafts/{draft.Summary.Id}/preview", Json(body), ct);
        Assert.NotNull((await ProblemOf(answer, HttpStatusCode.BadRequest))["errors"]![field]);
    }

    [Fact]
    public async Task What_a_brand_leaves_out_is_as_it_is_by_default()
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var answer = await workspace.Http.PutAsync($"/v1/workspaces/{workspace.Id}", Json("""{"name":"A","version":1,"brand":{"name":"A","timeZone":null}}"""), ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var brand = (await workspace.Client.Workspaces.GetAsync(workspace.Id, ct)).Brand;
        Assert.Equal(("UTC", "#A25A2A", "professional"), (brand.TimeZone, brand.Accent, brand.Voice));
        Assert.Empty(brand.BannedTerms);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("../../../etc/passwd")]
    public async Task A_time_zone_is_a_name_and_never_a_path(string zone)
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid",
            () => workspace.Client.Workspaces.UpdateAsync(workspace.Id, new() { Name = "A", Version = 1, Brand = new() { Name = "A", TimeZone = zone } }, TestContext.Current.CancellationToken));
        Assert.Contains("A time zone is written like", refused.Errors["brand.timeZone"][0], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_search_for_NUL_is_refused(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(database);
        var source = await workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Letter }, ct);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => workspace.Client.Documents.ListItemsAsync(source.Snapshot.Id, "a\0", ct: ct));
        Assert.Contains("search", refused.Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task Long_texts_are_never_cut_inside_a_character(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(database)).Client;
        for (var shift = 0; shift < 2; shift++)
        {
            var emoji = string.Concat(Enumerable.Repeat("😀", 1500));
            var added = await client.Documents.AddSourceAsync(new() { Name = "Emoji", Markdown = $"# {new string('x', shift)}{emoji}\n\n## {new string('y', shift)}h\n\n{emoji}" }, ct);
            var items = await client.Documents.ListItemsAsync(added.Snapshot.Id, "😀😀", ct: ct);
            Assert.NotEmpty(items.Items);
            Assert.DoesNotContain('\uFFFD', added.Snapshot.Title!);
        }
    }

    [Theory]
    [InlineData("The first clause of this sentence is long, and the second one is longer still,")]
    [InlineData("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,")]
    public async Task A_sentence_that_ends_in_a_comma_is_written_about_like_any_other(string sentence)
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var source = await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = $"## h\n\n{string.Concat(Enumerable.Repeat(sentence, 5))}" }, ct);
        Assert.NotEmpty((await client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id }, ct)).Drafts);
    }

    [Fact]
    public async Task A_piece_from_more_than_the_server_can_write_at_once_is_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        var client = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite)).Client;
        var source = await client.Documents.AddSourceAsync(new() { Name = "Long", Markdown = "## a\n\n" + new string('x', 1000) + "\n\n## b\n\n" + string.Concat(Enumerable.Repeat("word ", 500_000)) }, ct);
        var items = (await client.Documents.ListItemsAsync(source.Snapshot.Id, ct: ct)).Items;
        await Problems.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "piece.too-large", () => client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id }, ct));
        Assert.NotEmpty((await client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id, Items = [items[0].Key], Channels = ["x"] }, ct)).Drafts);
    }

    [Fact]
    public async Task A_charset_that_nobody_knows_is_a_media_type_that_is_not_supported()
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var body = Json("""{"name":"a","markdown":"# x"}""");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=bogus");
        using var answer = await workspace.Http.PostAsync("/v1/sources", body, ct);
        await ProblemOf(answer, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_too_large_and_a_missing_one_is_named()
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        using var large = new MultipartFormDataContent { { new ByteArrayContent(new byte[12 * 1024 * 1024]), "file", "a.md" } };
        using var tooLarge = await workspace.Http.PostAsync("/v1/sources/upload", large, ct);
        Assert.Equal("document.too-large", (string?)(await ProblemOf(tooLarge, HttpStatusCode.RequestEntityTooLarge))["code"]);
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var missing = await workspace.Http.PostAsync("/v1/sources/upload", empty, ct);
        Assert.NotNull((await ProblemOf(missing, HttpStatusCode.BadRequest))["errors"]!["file"]);
    }

    [Fact]
    public async Task A_refusal_keeps_the_headers_that_protect_it()
    {
        using var http = (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient();
        using var answer = await http.GetAsync("/v1/sources", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_removed_under_somebodys_hands_is_a_refusal_and_never_a_failure(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        for (var round = 0; round < 4; round++)
        {
            var (workspace, draft) = await DraftAsync(hosts, database, "email", ct);
            var source = (await workspace.Client.Writing.GetPieceAsync(draft.Summary.PieceId, ct)).SourceId;
            var id = draft.Summary.Id;
            HttpResponseMessage[] answers = await Task.WhenAll(
                workspace.Http.PostAsJsonAsync($"/v1/drafts/{id}/versions", new { text = new { subject = "Another subject" }, baseVersion = 1 }, ct),
                workspace.Http.PostAsJsonAsync($"/v1/drafts/{id}/approve", new { contentHash = draft.ContentHash, name = "Mara Lind" }, ct),
                workspace.Http.PostAsJsonAsync("/v1/pieces", new { sourceId = source }, ct),
                workspace.Http.PutAsJsonAsync($"/v1/sources/{source}/document", new { markdown = "## New\n\nAll is new." }, ct),
                workspace.Http.GetAsync($"/v1/drafts/{id}/preview", ct),
                workspace.Http.DeleteAsync($"/v1/sources/{source}", ct));
            foreach (var answer in answers)
            {
                Assert.True((int)answer.StatusCode < 500, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}: {await answer.Content.ReadAsStringAsync(ct)}");
                answer.Dispose();
            }
        }
    }
}
