using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Architecture;

/// <summary>The API's definition changes only on purpose: the committed document is compared with what the server gives.</summary>
public sealed class OpenApiTests(Hosts hosts)
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_what_the_server_gives()
    {
        var document = await DocumentAsync();
        document.Remove("servers");
        Committed.Compare(document.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n", "docs", "openapi", "v1.json");
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1_and_describes_every_operation()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        var silent = from path in document["paths"]!.AsObject()
                     from operation in path.Value!.AsObject()
                     where operation.Value is JsonObject o && (string.IsNullOrWhiteSpace((string?)o["summary"]) || string.IsNullOrWhiteSpace((string?)o["operationId"]))
                     select $"{operation.Key} {path.Key}";
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Nothing_that_may_be_null_is_required_because_nulls_are_left_out_of_answers()
    {
        var document = await DocumentAsync();
        var required = from schema in document["components"]!["schemas"]!.AsObject()
                       from property in schema.Value!["properties"] as JsonObject ?? []
                       where property.Value!["type"] is JsonArray types && types.Any(t => (string?)t == "null")
                       where schema.Value["required"] is JsonArray names && names.Any(n => (string?)n == property.Key)
                       select $"{schema.Key}.{property.Key}";
        Assert.Empty(required);
    }

    async Task<JsonObject> DocumentAsync()
    {
        using var http = (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient();
        return JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!.AsObject();
    }
}
