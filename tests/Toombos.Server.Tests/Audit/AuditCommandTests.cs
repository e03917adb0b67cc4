using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Commands;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audit;

/// <summary><c>toombos audit verify</c> says which entry is wrong, and its exit code tells scripts.</summary>
public sealed class AuditCommandTests
{
    [Theory, BothDatabases]
    public async Task It_names_the_entry_that_was_altered_and_exits_with_1(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(database);
        var (good, bad) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        foreach (var workspace in new[] { good, bad }) await workspace.Client.Access.AddKeyAsync(new() { Name = "Build", Scopes = ["documents:read"] }, ct);
        Assert.Equal(0, (await VerifyAsync(host, null)).Code);

        await Tamper.ExecuteAsync(host, $"""UPDATE audit_entries SET "ActorName" = 'Nobody' WHERE "WorkspaceId" = '{Tamper.IdOf(bad.Id, database)}' AND "Sequence" = 2""");

        var (code, said) = await VerifyAsync(host, null);
        Assert.Equal(1, code);
        Assert.Contains($"{bad.Id}  BROKEN", said, StringComparison.Ordinal);
        Assert.Contains("Entry 2 was altered", said, StringComparison.Ordinal);
        Assert.Contains($"{good.Id}  intact", said, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(host, good.Id)).Code);
        Assert.Equal(1, (await VerifyAsync(host, bad.Id)).Code);
        Assert.Equal(CommandLine.Misused, (await VerifyAsync(host, Guid.NewGuid())).Code);

        await Tamper.ExecuteAsync(host, $"""DELETE FROM audit_heads WHERE "WorkspaceId" = '{Tamper.IdOf(good.Id, database)}'""");
        Assert.Contains($"{good.Id}  BROKEN", (await VerifyAsync(host, null)).Said, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Said)> VerifyAsync(ToombosHost host, Guid? workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await using var said = new StringWriter();
        return (await AuditCommand.VerifyAsync(scope.ServiceProvider.GetRequiredService<ToombosDb>(), workspace, said, TestContext.Current.CancellationToken), said.ToString());
    }
}
