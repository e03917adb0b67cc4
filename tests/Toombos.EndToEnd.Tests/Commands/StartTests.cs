using Toombos.EndToEnd.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>What a process meets when it starts.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_database_that_is_away_when_a_server_starts_is_waited_for()
    {
        await using var database = await PostgresServer.StartAsync();
        using var folder = new TemporaryFolder();
        var back = database.RestartAsync(PostgresStop.Fast, TimeSpan.FromSeconds(4));
        var start = ServerProcess.StartAsync(["--role", "api"], new Dictionary<string, string?> { ["Database:Postgres"] = database.ConnectionString, ["Database:DataFolder"] = folder.Path });
        await back;
        await using var server = await start;
        Assert.StartsWith("tb_live_", await server.KeyAsync(), StringComparison.Ordinal);
    }
}
