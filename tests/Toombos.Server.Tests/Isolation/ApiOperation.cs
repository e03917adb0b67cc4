using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Isolation;

/// <summary>Who an operation of the description lets in.</summary>
public enum Entrance { Anyone, Caller, Person, Workspace }

/// <summary>One operation of the API as its OpenAPI document describes it, and requests for it made from that alone.</summary>
public sealed partial class ApiOperation
{
    readonly JsonObject _document, _operation;

    ApiOperation(JsonObject document, JsonObject operation, string method, string path) =>
        (_document, _operation, Method, Path) = (document, operation, new(method.ToUpperInvariant()), path);

    public HttpMethod Method { get; }
    public string Path { get; }
    public string Name => (string)_operation["operationId"]!;
    public string? Scope => (string?)_operation["x-required-scope"];

    public Entrance Entrance => _operation["security"] is not JsonArray { Count: > 0 } ways ? Entrance.Anyone
        : Scope is not null ? Entrance.Workspace
        : ways.Any(way => way!.AsObject().ContainsKey("key")) ? Entrance.Caller : Entrance.Person;

    /// <summary>Whether an id stands in its address.</summary>
    public bool HasIdInPath => Parameters("path").Any(IsId);

    /// <summary>Whether it takes an id anywhere: address, query or body.</summary>
    public bool TakesId => HasIdInPath || Parameters("query").Any(IsId) || (BodySchema is { } body && Mentions(body, 0));

    public bool AcceptsJson => BodySchema is not null;

    public JsonNode? BodySchema => _operation["requestBody"]?["content"]?["application/json"]?["schema"];

    /// <summary>Names of the fields of its JSON body.</summary>
    public IReadOnlyCollection<string> Fields => BodySchema is { } body && PlausibleBody.Resolve(_document, body)["properties"] is JsonObject fields ? [.. fields.Select(f => f.Key)] : [];

    public IEnumerable<string> Answers => _operation["responses"]!.AsObject().Select(r => r.Key);

    public override string ToString() => $"{Method} {Path}";

    public static async Task<IReadOnlyList<ApiOperation>> AllAsync(ToombosHost host)
    {
        using var http = host.CreateClient();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!.AsObject();
        return [.. from path in document["paths"]!.AsObject()
                   from operation in path.Value!.AsObject()
                   select new ApiOperation(document, operation.Value!.AsObject(), operation.Key, path.Key)];
    }

    /// <summary>A request that is right in form, with the same id wherever one is asked for.</summary>
    /// <param name="text">What stands in texts that may be of any kind.</param>
    public HttpRequestMessage Request(Guid id, string? text = null)
    {
        var path = Hole.Replace(Path, hole => ValueOf(Parameters("path").First(p => (string?)p["name"] == hole.Groups[1].Value)["schema"]!, id));
        var query = Parameters("query").Where(p => IsId(p) || (bool?)p["required"] == true).Select(p => $"{p["name"]}={ValueOf(p["schema"]!, id)}").ToList();
        return new(Method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}") { Content = Content(id, text) };
    }

    HttpContent? Content(Guid id, string? text) => _operation["requestBody"]?["content"] switch
    {
        null => null,
        JsonObject form when form.ContainsKey("multipart/form-data") => new MultipartFormDataContent { { new StringContent("# News\n\n## One\n\nText."), "file", "news.md" } },
        _ => new StringContent(new PlausibleBody(_document, id, text).Of(BodySchema!)!.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    string ValueOf(JsonNode schema, Guid id) => new PlausibleBody(_document, id).Of(schema)!.ToString();

    IEnumerable<JsonObject> Parameters(string place) => (_operation["parameters"] as JsonArray ?? []).Select(p => p!.AsObject()).Where(p => (string?)p["in"] == place);

    static bool IsId(JsonObject parameter) => (string?)parameter["schema"]?["format"] == "uuid";

    bool Mentions(JsonNode schema, int depth)
    {
        var resolved = PlausibleBody.Resolve(_document, schema);
        return (string?)resolved["format"] == "uuid" || (depth < 6 && ((resolved["properties"] as JsonObject)?.Any(p => Mentions(p.Value!, depth + 1)) == true || (resolved["items"] is { } items && Mentions(items, depth + 1))));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole { get; }
}
