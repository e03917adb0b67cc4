using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audit;

/// <summary>The chain holds under concurrent writers, and whoever touches it behind the product's back is found.</summary>
public sealed class ChainTests(Hosts hosts)
{
    const string Removed = "There are entries";

    [Theory, BothDatabases]
    public async Task Eight_writers_at_once_make_one_chain_without_gaps(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var workspace = await hosts.WorkspaceAsync(database);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 10; i++) await workspace.Client.Access.AddKeyAsync(new() { Name = $"Key {writer}-{i}", Scopes = ["documents:read"] }, ct);
        }));

        var verified = await workspace.Client.Audit.VerifyAsync(ct);
        Assert.Empty(verified.Problems);
        Assert.True(verified is { Intact: true, From: 1, Checked: >= 81 }, verified.ToString());
        Assert.Equal(verified.To, verified.Checked);
        var names = new List<string?>();
        await foreach (var entry in workspace.Client.Audit.ExportAsync(ct: ct)) names.AddRange(entry.ReadSummary().Changes.Select(c => c.Name));
        Assert.Equal(80, names.Count(n => n?.StartsWith("Key ", StringComparison.Ordinal) == true));
    }

    [Theory, BothDatabases]
    public async Task A_change_that_fails_leaves_no_entry_and_no_gap(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            var (one, two) = (await db.Set<Platform.Identity.ApiKey>().FirstAsync(ct), scope.ServiceProvider.GetRequiredService<Platform.Identity.KeyRing>());
            var (key, _) = two.AddKey(new Toombos.Client.Access.AddApiKeyRequest { Name = "twin", Scopes = ["documents:read"] });
            key.Hash = one.Hash; // not unique
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(ct));
        }
        await workspace.Client.Access.AddKeyAsync(new() { Name = "After", Scopes = ["documents:read"] }, ct);

        var verified = await workspace.Client.Audit.VerifyAsync(ct);

        Assert.Empty(verified.Problems);
        Assert.DoesNotContain(await EntriesAsync(workspace), e => e.Summary.Contains("twin", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Every_altered_field_is_found(DatabaseKind database)
    {
        var (host, workspace, sequence) = await SomeEntriesAsync(database);
        foreach (var (column, value) in new (string, string)[]
        {
            ("At", "\"At\" + 1"), ("ActorKind", "'System'"), ("ActorId", "NULL"), ("ActorName", "'Somebody else'"), ("Action", "'access.add-key'"), ("TargetKind", "NULL"), ("TargetId", "''"),
            ("Address", "'203.0.113.9'"), ("Device", "'Netscape'"), ("Summary", "replace(\"Summary\", 'B', 'b')"), ("Hash", "\"PreviousHash\""), ("PreviousHash", "\"Hash\""),
        })
        {
            var intact = await Tamper.ReadAsync(host, workspace.Id, sequence);
            await Tamper.ExecuteAsync(host, $"""UPDATE audit_entries SET "{column}" = {value} WHERE "WorkspaceId" = '{Tamper.IdOf(workspace.Id, database)}' AND "Sequence" = {sequence}""");

            var verified = await workspace.Client.Audit.VerifyAsync(TestContext.Current.CancellationToken);

            Assert.False(verified.Intact, $"{column} was changed unnoticed");
            Assert.Contains(verified.Problems, p => p.Kind == AuditProblemKind.Altered && p.Sequence == sequence);
            await Tamper.RestoreAsync(host, intact, database);
            Assert.True((await workspace.Client.Audit.VerifyAsync(TestContext.Current.CancellationToken)).Intact, column);
        }
    }

    [Theory, BothDatabases]
    public async Task Entries_taken_out_in_the_middle_or_at_the_end_are_missed(DatabaseKind database)
    {
        var (host, workspace, last) = await SomeEntriesAsync(database);
        var id = Tamper.IdOf(workspace.Id, database);

        await Tamper.ExecuteAsync(host, $"""DELETE FROM audit_entries WHERE "WorkspaceId" = '{id}' AND "Sequence" = 2""");
        Assert.Equal((AuditProblemKind.Missing, 2), Kinds(await VerifyAsync(workspace))[0]);

        await Tamper.ExecuteAsync(host, $"""DELETE FROM audit_entries WHERE "WorkspaceId" = '{id}' AND "Sequence" >= {last}""");
        Assert.Equal([(AuditProblemKind.Missing, 2), (AuditProblemKind.Missing, last)], Kinds(await VerifyAsync(workspace)));

        await Tamper.ExecuteAsync(host, $"""DELETE FROM audit_entries WHERE "WorkspaceId" = '{id}'""");
        Assert.Equal((AuditProblemKind.Missing, 1), Assert.Single(Kinds(await VerifyAsync(workspace))));

        await Tamper.ExecuteAsync(host, $"""DELETE FROM audit_heads WHERE "WorkspaceId" = '{id}'""");
    }

    [Theory, BothDatabases]
    public async Task Entries_exchanged_or_put_in_are_found(DatabaseKind database)
    {
        var (host, workspace, last) = await SomeEntriesAsync(database);
        var id = Tamper.IdOf(workspace.Id, database);

        await Tamper.ExecuteAsync(host,
            $"""
            UPDATE audit_entries SET "Sequence" = 900002 WHERE "WorkspaceId" = '{id}' AND "Sequence" = 2;
            UPDATE audit_entries SET "Sequence" = 2 WHERE "WorkspaceId" = '{id}' AND "Sequence" = 3;
            UPDATE audit_entries SET "Sequence" = 3 WHERE "WorkspaceId" = '{id}' AND "Sequence" = 900002;
            """);
        var exchanged = await VerifyAsync(workspace);
        Assert.Contains(exchanged.Problems, p => p is { Kind: AuditProblemKind.Altered, Sequence: 2 });
        Assert.Contains(exchanged.Problems, p => p is { Kind: AuditProblemKind.Altered, Sequence: 3 });
        Assert.Contains(exchanged.Problems, p => p is { Kind: AuditProblemKind.Unlinked, Sequence: 2 });

        await Tamper.ExecuteAsync(host, $"""UPDATE audit_heads SET "Sequence" = "Sequence" - 1 WHERE "WorkspaceId" = '{id}'""");
        Assert.Contains((await VerifyAsync(workspace)).Problems, p => p.Kind == AuditProblemKind.Surplus && p.Sequence == last && p.What.StartsWith(Removed, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Neither_the_product_nor_a_plain_statement_changes_an_entry(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();

        var entry = await db.AuditEntries.FirstAsync(ct);
        db.Remove(entry);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(ct));
        db.ChangeTracker.Clear();

        var updated = await Assert.ThrowsAnyAsync<Exception>(() => db.AuditEntries.ExecuteUpdateAsync(set => set.SetProperty(e => e.ActorName, "Nobody"), ct));
        var deleted = await Assert.ThrowsAnyAsync<Exception>(() => db.AuditEntries.ExecuteDeleteAsync(ct));
        Assert.All([updated, deleted], refused => Assert.Contains("append-only", refused.Message, StringComparison.Ordinal));
        Assert.True((await VerifyAsync(workspace)).Intact);
    }

    [Theory, BothDatabases]
    public async Task What_retention_removes_leaves_a_chain_that_still_verifies(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        for (var i = 0; i < 5; i++) await workspace.Client.Access.AddKeyAsync(new() { Name = $"Old {i}", Scopes = ["documents:read"] }, ct);
        host.Clock.Advance(TimeSpan.FromHours(2)); // more would fire the timers of weeks
        var cut = host.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        await workspace.Client.Access.AddKeyAsync(new() { Name = "New", Scopes = ["documents:read"] }, ct);

        await using (var scope = host.Services.CreateAsyncScope())
            Assert.Equal(6, await scope.ServiceProvider.GetRequiredService<AuditRetention>().TrimAsync(workspace.Id, cut, ct));

        var verified = await VerifyAsync(workspace);
        Assert.Empty(verified.Problems);
        Assert.Equal((7, 8, 2), (verified.From, verified.To, verified.Checked));
        var entries = await EntriesAsync(workspace);
        Assert.Equal(["audit.export-audit-log", "system.audit-trimmed", "access.add-api-key"], entries.OrderByDescending(e => e.Sequence).Select(e => e.Action));
        await Assert.ThrowsAnyAsync<Exception>(() => Tamper.ExecuteAsync(host, $"""DELETE FROM audit_entries WHERE "Sequence" = 7""", dropTriggers: false));

        await Tamper.ExecuteAsync(host, """DELETE FROM audit_entries WHERE "Sequence" = 7""");
        Assert.Equal((AuditProblemKind.Missing, 7), Kinds(await VerifyAsync(workspace))[0]);
    }

    static (AuditProblemKind Kind, long Sequence)[] Kinds(AuditVerification verified) => [.. verified.Problems.Select(p => (p.Kind, p.Sequence))];

    static Task<AuditVerification> VerifyAsync(TestWorkspace workspace) => workspace.Client.Audit.VerifyAsync(TestContext.Current.CancellationToken);

    static async Task<List<AuditEntry>> EntriesAsync(TestWorkspace workspace)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in workspace.Client.Audit.ExportAsync(ct: TestContext.Current.CancellationToken)) entries.Add(entry);
        return entries;
    }

    /// <summary>A host of its own without triggers, for a tamperer who owns the database, and the last entry of a workspace in it.</summary>
    async Task<(ToombosHost Host, TestWorkspace Workspace, long Last)> SomeEntriesAsync(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        workspace.Http.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.5");
        for (var i = 0; i < 5; i++) await workspace.Client.Access.AddKeyAsync(new() { Name = $"Bea {i}", Scopes = ["documents:read"] }, TestContext.Current.CancellationToken);
        var verified = await VerifyAsync(workspace);
        Assert.True(verified.Intact);
        return (host, workspace, verified.To);
    }
}
