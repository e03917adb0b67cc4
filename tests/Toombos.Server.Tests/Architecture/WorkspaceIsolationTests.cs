using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Architecture;

/// <summary>Knocks at every endpoint with another workspace's key and the ids of things that do exist.</summary>
public sealed class WorkspaceIsolationTests(Hosts hosts)
{
    const string Document = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute for 5 minutes calm most people, says the clinic.\n";

    [Theory, BothDatabases]
    public async Task Another_workspace_finds_nothing_of_mine_behind_any_endpoint(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (mine, other) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        var source = await mine.Client.Documents.AddSourceAsync(new AddSourceRequest { Name = "News", Markdown = Document }, ct);
        var piece = await mine.Client.Writing.CreatePieceAsync(new CreatePieceRequest { SourceId = source.Source.Id }, ct);

        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal) && e.RoutePattern.Parameters.Any(p => p.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase)))
            .ToList();
        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            using var request = EndpointTests.Call(endpoint, parameter => IdFor(parameter, mine.Id, source, piece));
            using var answer = await other.Http.SendAsync(request, ct);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{request.Method} {request.RequestUri} answered {(int)answer.StatusCode}");
        }

        Assert.Empty((await other.Client.Documents.ListSourcesAsync(ct: ct)).Items);
        Assert.Empty((await other.Client.Writing.ListPiecesAsync(ct: ct)).Items);
        Assert.Equal(other.Id, Assert.Single((await other.Client.Workspaces.ListAsync(ct: ct)).Items).Id);
        Assert.Equal(source.Source.Id, (await mine.Client.Documents.GetSourceAsync(source.Source.Id, ct)).Id);
        Assert.Equal(piece.Id, (await mine.Client.Writing.GetPieceAsync(piece.Id, ct)).Id);
    }

    static Guid IdFor(string parameter, Guid workspace, SyncResult source, Piece piece) => parameter switch
    {
        _ when parameter.Contains("/sources/", StringComparison.Ordinal) => source.Source.Id,
        _ when parameter.Contains("/snapshots/", StringComparison.Ordinal) => source.Snapshot.Id,
        _ when parameter.Contains("/pieces/", StringComparison.Ordinal) => piece.Id,
        _ when parameter.Contains("/drafts/", StringComparison.Ordinal) => piece.Drafts[0].Id,
        _ when parameter.Contains("/workspaces/", StringComparison.Ordinal) => workspace,
        _ => throw new NotSupportedException($"This test has nothing to put into {parameter}. Teach it."),
    };
}
