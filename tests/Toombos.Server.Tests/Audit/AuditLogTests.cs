using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audit;

/// <summary>What the log says of what was done, and to whom it says it.</summary>
public sealed class AuditLogTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_change_is_told_with_who_what_from_where_and_the_fields_before_and_after(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        workspace.Http.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.5");
        var key = (await workspace.Client.Access.AddKeyAsync(new() { Name = "Build", Scopes = ["documents:read"] }, Ct)).Key;

        await workspace.Client.Access.UpdateKeyAsync(key.Id, new() { Name = "Deploy", Networks = ["203.0.113.0/24"] }, Ct);
        await workspace.Client.Access.RevokeKeyAsync(key.Id, Ct);

        var entries = (await workspace.Client.Audit.ListAsync(new() { TargetId = key.Id.ToString() }, ct: Ct)).Items;
        Assert.Equal(["access.revoke-api-key", "access.update-api-key", "access.add-api-key"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Equal((AuditActorKind.Key, "test", "api-key", "curl"), (e.ActorKind, e.ActorName, e.TargetKind, e.Device)));
        var changed = Assert.Single(entries[1].ReadSummary().Changes);
        Assert.Equal((AuditVerb.Changed, "Deploy"), (changed.Verb, changed.Name));
        Assert.Equal([("name", "Build", "Deploy"), ("networks", "", "203.0.113.0/24")], changed.Fields.Select(f => (f.Name, f.Before, f.After)));
        var added = Assert.Single(entries[2].ReadSummary().Changes).Fields;
        Assert.Equal("documents:read", added.Single(f => f.Name == "scopes").After);
        Assert.DoesNotContain(added, f => f.Name is "hash" or "oldHash");
        Assert.Equal("Deploy", Assert.Single(entries[0].ReadSummary().Changes).Fields.Single(f => f.Name == "name").Before);
    }

    [Theory, BothDatabases]
    public async Task A_piece_is_one_entry_that_counts_its_drafts_and_deleting_is_told_too(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var source = (await workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute calm most people, says the clinic.\n" }, Ct)).Source;
        var piece = await workspace.Client.Writing.CreatePieceAsync(new() { SourceId = source.Id }, Ct);
        await workspace.Client.Writing.DeletePieceAsync(piece.Id, Ct);
        await workspace.Client.Documents.DeleteSourceAsync(source.Id, Ct);

        var entries = (await workspace.Client.Audit.ListAsync(ct: Ct)).Items;

        Assert.Equal(["documents.delete-source", "writing.delete-piece", "writing.create-piece", "documents.add-source"], entries.Take(4).Select(e => e.Action));
        var summary = entries[2].ReadSummary();
        Assert.Equal(("piece", AuditVerb.Added), (Assert.Single(summary.Changes).Kind, summary.Changes[0].Verb));
        Assert.Equal(piece.Drafts.Count, summary.More!["draft"]);
        Assert.DoesNotContain(entries, e => e.Summary.Contains("Six breaths", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Filters_narrow_and_pages_go_on_without_gaps_or_repeats(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var keys = new List<Guid>();
        for (var i = 0; i < 6; i++) keys.Add((await workspace.Client.Access.AddKeyAsync(new() { Name = $"Key {i}", Scopes = ["documents:read"] }, Ct)).Key.Id);
        await workspace.Client.Access.RevokeKeyAsync(keys[0], Ct);
        var all = (await workspace.Client.Audit.ListAsync(ct: Ct)).Items;

        var seen = new List<long>();
        for (string? after = null; ;)
        {
            var page = await workspace.Client.Audit.ListAsync(new() { Action = "access." }, after, limit: 2, Ct);
            seen.AddRange(page.Items.Select(e => e.Sequence));
            if ((after = page.Next) is null) break;
        }
        Assert.Equal(all.Where(e => e.Action.StartsWith("access.", StringComparison.Ordinal)).Select(e => e.Sequence), seen);

        async Task<int> CountAsync(AuditQuery query) => (await workspace.Client.Audit.ListAsync(query, ct: Ct)).Items.Count;
        Assert.Equal(6, await CountAsync(new() { Action = "access.add-api-key" }));
        Assert.Equal(2, await CountAsync(new() { TargetId = keys[0].ToString(), TargetKind = "api-key" }));
        Assert.Equal(7, await CountAsync(new() { ActorId = all[0].ActorId }));
        Assert.Equal(0, await CountAsync(new() { Action = "nothing" }));
        Assert.Equal(0, await CountAsync(new() { Action = "access%" }));
        Assert.Equal(0, await CountAsync(new() { Address = "203.0.113.77" }));
        Assert.Equal(all.Count, await CountAsync(new() { From = all[^1].At, To = all[0].At.AddSeconds(1) }));
        Assert.Equal(0, await CountAsync(new() { From = all[0].At.AddSeconds(1) }));
        Assert.Equal(0, await CountAsync(new() { To = all[^1].At }));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "cursor.invalid", () => workspace.Client.Audit.ListAsync(after: "1 or 1=1", ct: Ct));
    }

    [Theory, BothDatabases]
    public async Task Another_workspaces_log_is_neither_listed_exported_nor_verified(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (mine, other) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        var key = (await mine.Client.Access.AddKeyAsync(new() { Name = "Mine alone", Scopes = ["documents:read"] }, Ct)).Key;

        Assert.Empty((await other.Client.Audit.ListAsync(new() { TargetId = key.Id.ToString() }, ct: Ct)).Items);
        Assert.Empty((await other.Client.Audit.ListAsync(new() { Action = "access.add" }, ct: Ct)).Items);
        await foreach (var entry in other.Client.Audit.ExportAsync(ct: Ct)) Assert.Equal(other.Id, entry.WorkspaceId);
        Assert.Equal(other.Id, (await other.Client.Audit.VerifyAsync(Ct)).WorkspaceId);
    }

    [Theory, BothDatabases]
    public async Task Who_may_not_read_it_is_refused_and_the_refusal_is_told_once(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var secret = (await workspace.Client.Access.AddKeyAsync(new() { Name = "Curious", Scopes = ["documents:read"] }, Ct)).Secret;
        using var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", secret);
        var curious = new ToombosClient(http);

        for (var i = 0; i < 3; i++) await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => curious.Audit.ListAsync(ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => curious.Audit.VerifyAsync(Ct));

        var told = Assert.Single((await workspace.Client.Audit.ListAsync(new() { Action = "access.refused" }, ct: Ct)).Items);
        Assert.Equal(("Curious", "scope", "audit:read"), (told.ActorName, told.TargetKind, told.TargetId));
        Assert.Contains("audit.list-audit-entries", told.ReadSummary().Note, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task An_export_can_be_verified_by_a_stranger_from_its_lines_alone(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        for (var i = 0; i < 3; i++) await workspace.Client.Access.AddKeyAsync(new() { Name = $"Zoë “{i}”", Scopes = ["documents:read"] }, Ct);

        using var reader = new StreamReader(await workspace.Client.Audit.OpenExportAsync(ct: Ct));
        var (previous, count) = (new byte[32], 0);
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            var entry = JsonDocument.Parse(line).RootElement;
            string? Of(string name) => entry.TryGetProperty(name, out var value) ? value.ToString() : null;
            var form = new MemoryStream();
            foreach (var field in (string?[])["toombos-audit-1", .. new[] { "workspaceId", "sequence", "at", "actorKind", "actorId", "actorName", "action", "targetKind", "targetId", "address", "device", "summary" }.Select(Of)])
                form.Write(field is null ? "-,"u8 : [.. System.Text.Encoding.UTF8.GetBytes($"{System.Text.Encoding.UTF8.GetByteCount(field)}:{field},")]);
            Assert.Equal(Convert.ToHexStringLower(previous), Of("previousHash"));
            previous = System.Security.Cryptography.SHA256.HashData([.. previous, .. form.ToArray()]);
            Assert.Equal(Convert.ToHexStringLower(previous), Of("hash"));
            count++;
        }
        Assert.Equal(Convert.ToHexStringLower(previous), (await workspace.Client.Audit.VerifyAsync(Ct)).Hash);
        Assert.True(count >= 5);
    }

    [Theory, BothDatabases]
    public async Task What_the_product_does_by_itself_is_told_under_the_part_that_did_it(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "folder watch");
            scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("By itself", ["documents:read"]);
            await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
        }

        var entry = (await workspace.Client.Audit.ListAsync(new() { Action = "system.folder-watch" }, ct: Ct)).Items[0];

        Assert.Equal((AuditActorKind.System, null, "folder watch", null), (entry.ActorKind, entry.ActorId, entry.ActorName, entry.Address));
    }

    [Theory, BothDatabases]
    public async Task No_secret_ever_stands_in_the_log(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "Canary", Scopes = ["documents:read"] }, Ct);
        var rotated = await workspace.Client.Access.RotateKeyAsync(made.Key.Id, new() { OverlapHours = 1 }, Ct);
        // Somebody pastes a key where a name belongs.
        await workspace.Client.Access.UpdateKeyAsync(made.Key.Id, new() { Name = $"my key {made.Secret}", Networks = [] }, Ct);
        await workspace.Client.Documents.AddSourceAsync(new() { Name = $"leak {rotated.Secret}", Markdown = "# A\n\nSome words of a text." }, Ct);

        using var reader = new StreamReader(await workspace.Client.Audit.OpenExportAsync(ct: Ct));
        var export = await reader.ReadToEndAsync(Ct);

        Assert.Contains("access.rotate-api-key", export, StringComparison.Ordinal);
        foreach (var secret in (string[])[workspace.Key, made.Secret, rotated.Secret])
        {
            Assert.DoesNotContain(secret[..24], export, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexString(Secret.HashOf(secret)), export, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Secret.HashOf(secret)), export, StringComparison.Ordinal);
        }
    }
}
