using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Access;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Isolation;

/// <summary>Who is let in where, asked at every endpoint of the OpenAPI document for every role, every scope and nobody at all.</summary>
public sealed class EntranceTests(Hosts hosts)
{
    [Fact]
    public async Task The_document_describes_every_endpoint_there_is()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var described = (await ApiOperation.AllAsync(host)).Select(o => o.ToString()).ToHashSet();
        var served = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} /{System.Text.RegularExpressions.Regex.Replace(e.RoutePattern.RawText!.Trim('/'), ":[^}]+", "")}")).ToList();
        Assert.NotEmpty(served);
        Assert.Empty(served.Except(described));
    }

    [Fact]
    public async Task Without_a_credential_every_endpoint_answers_401_but_those_that_open_the_door()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        using var nobody = host.CreateClient();
        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.Entrance != Entrance.Anyone))
            await ExpectAsync(nobody, operation, HttpStatusCode.Unauthorized, "credential.required");
    }

    [Fact]
    public async Task A_role_without_the_permission_gets_403_with_its_name()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var (workspace, operations, refused) = (await host.AddWorkspaceAsync(), await ApiOperation.AllAsync(host), 0);
        foreach (var (role, scopes) in Permissions.Matrix)
        {
            var member = await host.AddMemberAsync(workspace.Id, role);
            foreach (var operation in operations.Where(o => o.Scope is { } scope && !scopes.Contains(scope)))
            {
                await ExpectAsync(member.Http, operation, HttpStatusCode.Forbidden, "scope.missing", operation.Scope);
                refused++;
            }
        }
        Assert.True(refused > 50, $"Only {refused} requests were refused.");
    }

    [Fact]
    public async Task A_viewer_cannot_write()
    {
        var writes = (await ApiOperation.AllAsync(await hosts.GetAsync(DatabaseKind.Sqlite))).Where(o => o.Method != HttpMethod.Get && o.Scope is not null && !o.Scope.EndsWith(":read", StringComparison.Ordinal));
        Assert.Empty(writes.Where(o => Permissions.Matrix[WorkspaceRole.Viewer].Contains(o.Scope!)).Select(o => o.ToString()));
    }

    [Fact]
    public async Task A_key_without_the_scope_gets_403_with_its_name()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        foreach (var group in (await ApiOperation.AllAsync(host)).Where(o => o.Scope is not null).GroupBy(o => o.Scope!))
        {
            using var key = await host.AddKeyAsync(workspace.Id, [.. KeyRing.Grantable.Where(s => s != group.Key)]);
            foreach (var operation in group) await ExpectAsync(key, operation, HttpStatusCode.Forbidden, "scope.missing", group.Key);
        }
    }

    [Fact]
    public async Task A_key_never_touches_a_persons_own_account()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.Entrance == Entrance.Person))
            await ExpectAsync(workspace.Http, operation, HttpStatusCode.Forbidden, "person.required");
    }

    [Fact]
    public async Task Whoever_works_in_no_workspace_reaches_nothing_of_one()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        await host.AddMemberAsync(workspace.Id, WorkspaceRole.Owner);
        var member = await host.AddMemberAsync(workspace.Id, WorkspaceRole.Editor);
        await member.Client.Members.LeaveAsync(TestContext.Current.CancellationToken);
        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.Entrance == Entrance.Workspace))
            await ExpectAsync(member.Http, operation, HttpStatusCode.Forbidden, "workspace.required");
    }

    static async Task ExpectAsync(HttpClient http, ApiOperation operation, HttpStatusCode status, string code, string? named = null)
    {
        using var request = operation.Request(Guid.CreateVersion7());
        using var answer = await http.AskAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{operation} answered {(int)answer.StatusCode} instead of {(int)status}: {text}");
        var problem = JsonNode.Parse(text)!;
        Assert.True((string?)problem["code"] == code, $"{operation}: {text}");
        if (named is not null) Assert.Contains(named, (string?)problem["detail"], StringComparison.Ordinal);
    }
}
