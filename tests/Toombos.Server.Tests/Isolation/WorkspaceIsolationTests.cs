using System.Net;
using System.Text.Json.Nodes;
using Toombos.Client.Access;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Isolation;

/// <summary>
/// Knocks at every endpoint of the OpenAPI document with the id of somebody else's row, which there is in every table of the model.
/// Neither list is written here: what is added to the product is covered from that day on.
/// </summary>
public sealed class WorkspaceIsolationTests
{
    [Theory, BothDatabases]
    public async Task What_belongs_to_another_workspace_answers_like_what_is_nowhere(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var (mine, theirs) = (await host.AddWorkspaceAsync(), Guid.CreateVersion7());
        await SeededRows.SeedAsync(host, theirs);
        var owner = await host.AddMemberAsync(mine.Id, WorkspaceRole.Owner);
        using var nobody = host.CreateClient();
        var before = await SeededRows.CountAsync(host, theirs);

        var (failures, asked) = (new List<string>(), 0);
        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.TakesId))
        {
            foreach (var caller in operation.Entrance switch { Entrance.Anyone => [nobody], Entrance.Person => [owner.Http], _ => new[] { owner.Http, mine.Http } })
            {
                var (foreign, unknown) = (await AskAsync(caller, operation, theirs), await AskAsync(caller, operation, Guid.CreateVersion7()));
                if (foreign != unknown) failures.Add($"{operation}: another's gave {foreign}, an unknown one {unknown}");
                if (operation.HasIdInPath && unknown.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)) failures.Add($"{operation}: an unknown id gave {unknown}");
                if (operation.HasIdInPath && unknown.Status == HttpStatusCode.Forbidden && ReferenceEquals(caller, owner.Http)) failures.Add($"{operation}: an owner got {unknown}");
                asked++;
            }
        }

        Assert.Empty(failures);
        Assert.True(asked > 30, $"Only {asked} requests were made.");
        Assert.Equal(before, await SeededRows.CountAsync(host, theirs));
    }

    [Theory, BothDatabases]
    public async Task No_list_shows_anything_of_another_workspace(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(database);
        var (mine, theirs) = (await host.AddWorkspaceAsync(), Guid.CreateVersion7());
        await SeededRows.SeedAsync(host, theirs);
        var owner = await host.AddMemberAsync(mine.Id, WorkspaceRole.Owner);

        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.Method == HttpMethod.Get && !o.HasIdInPath))
        {
            using var request = operation.Request(Guid.CreateVersion7());
            using var answer = await owner.Http.AskAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            Assert.False(text.Contains(theirs.ToString("D"), StringComparison.OrdinalIgnoreCase) || text.Contains(theirs.ToString("N"), StringComparison.OrdinalIgnoreCase), $"{operation} shows what is another's.");
        }
    }

    [Theory, BothDatabases]
    public async Task Every_table_shows_its_rows_to_their_workspace_and_to_no_other(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var (mine, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await SeededRows.SeedAsync(host, theirs);
        Assert.All(await SeededRows.CountAsync(host, theirs), table => Assert.True(table.Value > 0, $"{table.Key} has no row."));
        Assert.All(await SeededRows.CountAsync(host, mine), table => Assert.True(table.Value == 0, $"{table.Key} shows a row of another workspace."));
    }

    /// <summary>Were the rows not found by their own workspace either, the other tests would prove nothing.</summary>
    [Fact]
    public async Task The_rows_that_others_do_not_find_are_found_by_their_own_workspace()
    {
        await using var host = await StartAsync(DatabaseKind.Sqlite);
        var theirs = Guid.CreateVersion7();
        await SeededRows.SeedAsync(host, theirs);
        var owner = await host.AddMemberAsync(theirs, WorkspaceRole.Owner);
        var missed = new List<string>();
        foreach (var operation in (await ApiOperation.AllAsync(host)).Where(o => o.Method == HttpMethod.Get && o.HasIdInPath && o.Entrance != Entrance.Anyone))
        {
            if ((await AskAsync(owner.Http, operation, theirs)).Status == HttpStatusCode.NotFound) missed.Add(operation.ToString());
        }
        Assert.Empty(missed);
    }

    /// <summary>The rows hold nonsense, on which their own workspace's requests may well fail; that is not what is asked here.</summary>
    static Task<ToombosHost> StartAsync(DatabaseKind database) =>
        ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["Logging:LogLevel:Toombos.Server.Platform.Http.ProblemHandler"] = "None" });

    /// <summary>Status and body, without what is different in every answer.</summary>
    static async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient http, ApiOperation operation, Guid id)
    {
        using var request = operation.Request(id);
        using var answer = await http.AskAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonNode.Parse(text) is JsonObject problem)
        {
            problem.Remove("traceId");
            text = problem.ToJsonString();
        }
        // Where many are asked about at once, each answer names the id that was asked for.
        return (answer.StatusCode, text.Replace(id.ToString("D"), "the id", StringComparison.OrdinalIgnoreCase));
    }
}
