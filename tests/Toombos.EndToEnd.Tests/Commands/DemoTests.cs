using System.Diagnostics;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>What a stranger tries first.</summary>
public sealed class DemoTests
{
    [Theory, BothDatabases]
    public async Task The_demo_prints_a_link_and_a_key_that_work(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync(["demo"], database.Settings);

        var token = (await server.SignInLinkAsync()).Split('/')[^1];
        using var http = await server.ConnectAsync();
        var session = await new ToombosClient(http).Access.RedeemSignInLinkAsync(new() { Token = token }, ct);
        var refused = await Assert.ThrowsAsync<ToombosApiException>(() => new ToombosClient(http).Access.RedeemSignInLinkAsync(new() { Token = token }, ct));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.Status);

        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var client = new ToombosClient(http);
        var pieces = (await client.Writing.ListPiecesAsync(ct: ct)).Items;
        Assert.Equal(["October letter", "Last week's letter"], pieces.Select(p => p.Title));
        Assert.All(pieces, p => Assert.NotEmpty(p.Drafts));
        Assert.Equal(session.WorkspaceId, Assert.Single((await client.Workspaces.ListAsync(ct: ct)).Items).Id);
        Assert.Contains("/docs", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_keeps_the_workspace_and_gives_a_new_link()
    {
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        string first;
        await using (var server = await ServerProcess.StartAsync(["demo"], database.Settings)) first = await server.SignInLinkAsync();
        await using var again = await ServerProcess.StartAsync(["demo"], database.Settings);
        Assert.NotEqual(first.Split('/')[^1], (await again.SignInLinkAsync()).Split('/')[^1]);
    }

    [Fact]
    public async Task It_stops_when_asked_to()
    {
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(["demo"], database.Settings);
        await server.SignInLinkAsync();
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await server.StopAsync());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
