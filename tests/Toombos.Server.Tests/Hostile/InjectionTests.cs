using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Toombos.Client.Access;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Isolation;

namespace Toombos.Server.Tests.Hostile;

/// <summary>
/// Texts that other programs would run are texts: kept and given back letter by letter, or refused. Fields that a request does not have
/// are refused. Asked of every operation of the description that takes JSON.
/// </summary>
public sealed class InjectionTests(Hosts hosts)
{
    static readonly string[] Texts =
    [
        "'; DROP TABLE people; --", "' OR '1'='1", "\" OR 1=1 --", "1; SELECT pg_sleep(5)", "%' UNION SELECT \"PasswordHash\" FROM people --", "{{ 7 | times: 7 }}", "{% for i in (1..9) %}x{% endfor %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "@(7*7)",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "=cmd|'/C calc'!A1", "../../../../etc/passwd", "%2e%2e%2f", "$(id)", "`id`", "Ada\r\nBcc: all@example.com", "{0}{1}%s%n", "\u202eevil", "ＡＤＡ", "a\u0301",
    ];

    static readonly string[] NotTheirs = ["workspaceId", "id", "personId", "createdBy", "createdAt", "role", "plan", "scopes", "isAdmin", "owner", "emailConfirmed", "passwordHash", "version", "__proto__", "$type", "@odata.type"];

    async Task<(ToombosHost Host, Guid Workspace, Guid Person, IReadOnlyList<ApiOperation> Operations)> StartAsync(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var owner = await host.AddMemberAsync(workspace.Id, WorkspaceRole.Owner);
        return (host, workspace.Id, owner.Session.PersonId, [.. (await ApiOperation.AllAsync(host)).Where(o => o.AcceptsJson)]);
    }

    [Theory, BothDatabases]
    public async Task Texts_are_kept_letter_by_letter_or_refused_and_never_run(DatabaseKind database)
    {
        var (host, workspace, person, operations) = await StartAsync(database);
        foreach (var operation in operations)
        {
            // A request may end the session that it comes from.
            var owner = await host.OpenSessionAsync(person, workspace);
            foreach (var text in Texts)
            {
                using var request = operation.Request(workspace, text);
                var sent = JsonNode.Parse(await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
                using var answer = await owner.Http.AskAsync(request, TestContext.Current.CancellationToken);
                var got = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode < 500, $"{operation} with {text}: {(int)answer.StatusCode} {got}");
                if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "application/json") continue;
                foreach (var (name, value) in (sent as JsonObject ?? []).Where(p => p.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String && (string?)p.Value == text))
                {
                    if ((JsonNode.Parse(got) as JsonObject)?[name] is JsonValue kept && kept.GetValueKind() == System.Text.Json.JsonValueKind.String) Assert.Equal(text.Trim(), ((string?)kept)!.Trim());
                }
            }
        }
    }

    [Fact]
    public async Task Fields_that_a_request_does_not_have_are_refused_whatever_they_are_called()
    {
        var (host, workspace, person, operations) = await StartAsync(DatabaseKind.Sqlite);
        foreach (var operation in operations)
        {
            var owner = await host.OpenSessionAsync(person, workspace);
            using var model = operation.Request(workspace);
            var body = JsonNode.Parse(await model.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
            if (body is not JsonObject) continue;
            foreach (var field in NotTheirs.Where(f => !operation.Fields.Contains(f)))
            {
                var more = (JsonObject)body.DeepClone();
                more[field] = field.EndsWith("Id", StringComparison.Ordinal) ? workspace.ToString() : "owner";
                await RefusedAsync(owner.Http, operation, more.ToJsonString(), workspace);
            }
        }
    }

    [Fact]
    public async Task A_field_said_twice_a_NUL_and_broken_text_are_refused()
    {
        var (host, workspace, person, operations) = await StartAsync(DatabaseKind.Sqlite);
        foreach (var operation in operations)
        {
            var owner = await host.OpenSessionAsync(person, workspace);
            using var model = operation.Request(workspace, "text");
            if (JsonNode.Parse(await model.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)) is not JsonObject { Count: > 0 } body) continue;
            var (first, value) = body.First();
            await RefusedAsync(owner.Http, operation, $"{{\"{first}\":{value?.ToJsonString() ?? "null"},{body.ToJsonString()[1..]}", workspace);
            foreach (var name in body.Where(p => (p.Value as JsonValue)?.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(p => p.Key))
            {
                foreach (var broken in (string[])["\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\""])
                {
                    var marked = (JsonObject)body.DeepClone();
                    marked[name] = "MARK";
                    await RefusedAsync(owner.Http, operation, marked.ToJsonString().Replace("\"MARK\"", broken, StringComparison.Ordinal), workspace);
                }
            }
        }
    }

    /// <summary>400 for the form of the body; 404 and 403 come before it where the thing or the right is missing.</summary>
    static async Task RefusedAsync(HttpClient http, ApiOperation operation, string json, Guid id)
    {
        using var request = operation.Request(id);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.BadRequest, $"{operation} with {json}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }
}
