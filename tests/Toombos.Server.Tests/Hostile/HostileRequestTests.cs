using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Every operation of the committed description is sent values meant to hurt. It may refuse, in the form the description promises; it must not fall.</summary>
public sealed partial class HostileRequestTests(Hosts hosts)
{
    const int Rounds = 25;

    static readonly JsonObject Description = JsonNode.Parse(File.ReadAllText(Repository.PathOf("docs", "openapi", "v1.json")))!.AsObject();

    static readonly string[] FileNames = ["a.md", "b.TXT", ".md", "../../a.md", "a.exe", new string('x', 250) + ".md", "a\u202e.md"];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole { get; }

    /// <summary>What only the inside of the program would say.</summary>
    [GeneratedRegex(@"System\.|Microsoft\.|Toombos\.|Npgsql|SQLite|Exception|Nullable<|   at ", RegexOptions.CultureInvariant)]
    private static partial Regex Inside { get; }

    [Theory, BothDatabases]
    public async Task No_request_makes_the_server_fall_or_tell_of_its_inside(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(database);
        var known = await FillAsync(workspace, ct);
        var random = new Random(20261123);
        var values = new HostileValues(Description["components"]!["schemas"]!.AsObject(), known, random);
        var sent = 0;
        foreach (var (path, method, operation) in Operations())
        {
            for (var round = 0; round < Rounds; round++)
            {
                using var request = Request(path, method, operation, values, known, random);
                using var answer = await workspace.Http.AskAsync(request, ct);
                await AssertProperAsync(answer, ct);
                sent++;
            }
        }
        Assert.True(sent > 500, $"Only {sent} requests were made.");
    }

    /// <summary>Deletions last, so that there is something to hurt until then.</summary>
    static IEnumerable<(string Path, HttpMethod Method, JsonObject Operation)> Operations() =>
        from path in Description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        orderby operation.Key == "delete"
        select (path.Key, new HttpMethod(operation.Key.ToUpperInvariant()), operation.Value!.AsObject());

    static async Task<Dictionary<string, JsonNode?>> FillAsync(TestWorkspace workspace, CancellationToken ct)
    {
        var sample = await File.ReadAllTextAsync(Repository.PathOf("samples", "living-document.md"), ct);
        var source = await workspace.Client.Documents.AddSourceAsync(new() { Name = "Sample", Markdown = sample }, ct);
        var piece = await workspace.Client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id }, ct);
        var draft = await workspace.Client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: ct);
        return new()
        {
            ["workspaces"] = workspace.Id, ["sources"] = source.Source.Id, ["snapshots"] = source.Snapshot.Id, ["pieces"] = piece.Id, ["drafts"] = draft.Summary.Id,
            ["sourceId"] = source.Source.Id, ["snapshotId"] = source.Snapshot.Id, ["from"] = source.Snapshot.Id, ["contentHash"] = draft.ContentHash, ["baseVersion"] = 1, ["version"] = 1,
            ["number"] = 1, ["kind"] = "paste", ["markdown"] = "## A note\n\nThe boat costs 20 euro.", ["timeZone"] = "Europe/Stockholm", ["channels"] = null, ["items"] = null,
            ["voice"] = "professional", ["template"] = "modern", ["since"] = null, ["accent"] = "#336699", ["background"] = "#ffffff", ["logo"] = null, ["site"] = "https://example.com",
        };
    }

    static HttpRequestMessage Request(string path, HttpMethod method, JsonObject operation, HostileValues values, Dictionary<string, JsonNode?> known, Random random)
    {
        var thing = path.Split('/')[2];
        var address = Hole.Replace(path, hole => Uri.EscapeDataString(random.Next(5) == 0 ? values.Text()
            : hole.Groups[1].Value == "id" ? (known.GetValueOrDefault(thing) ?? Guid.NewGuid()).ToString() : known.GetValueOrDefault(hole.Groups[1].Value)?.ToString() ?? values.Text()));
        var query = (operation["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] == "query" && random.Next(2) == 0)
            .Select(p => $"{p!["name"]}={Uri.EscapeDataString(random.Next(3) == 0 ? "\0" : random.Next(2) == 0 ? $"{random.Next(-3, 300)}" : values.Text())}");
        var request = new HttpRequestMessage(method, address + "?" + string.Join('&', query));
        if (operation["requestBody"]?["content"] is JsonObject content) request.Content = Content(content, values, random);
        return request;
    }

    static HttpContent Content(JsonObject content, HostileValues values, Random random)
    {
        if (content["multipart/form-data"] is not null)
            return new MultipartFormDataContent { { new StringContent(values.Text()), "name" }, { new StringContent(values.Text()), random.Next(4) == 0 ? "other" : "file", FileNames[random.Next(FileNames.Length)] } };
        var body = values.Body(content["application/json"]!["schema"]!)?.ToJsonString() ?? "null";
        if (random.Next(10) == 0) body = body.Insert(random.Next(body.Length), HostileValues.Raw[random.Next(HostileValues.Raw.Length)]);
        var json = new StringContent(body, Encoding.UTF8);
        json.Headers.Remove("Content-Type");
        json.Headers.TryAddWithoutValidation("Content-Type", random.Next(15) switch { 0 => "application/json; charset=bogus", 1 => "text/plain", 2 => "/", _ => "application/json" });
        return json;
    }

    static async Task AssertProperAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var request = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} gave {(int)answer.StatusCode}";
        Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.BadGateway, $"{request}: {(answer.RequestMessage.Content is { } sent ? await sent.ReadAsStringAsync(ct) : "")}");
        if (answer.IsSuccessStatusCode) return;
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", request);
        var text = await answer.Content.ReadAsStringAsync(ct);
        Assert.False(Inside.IsMatch(text), $"{request}: {text}");
        var problem = JsonNode.Parse(text)!;
        Assert.True((int?)problem["status"] == (int)answer.StatusCode && (string?)problem["code"] is { Length: > 0 } && (string?)problem["traceId"] is { Length: > 0 } && (string?)problem["detail"] is { Length: > 0 }, $"{request}: {text}");
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
