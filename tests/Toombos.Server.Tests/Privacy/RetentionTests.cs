using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Privacy;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Privacy;

/// <summary>What a workspace does not want to keep goes, and what something still stands on stays. And what people agreed to is on record.</summary>
public sealed class RetentionTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Old_snapshots_go_but_not_those_that_a_version_of_a_draft_cites_and_old_audit_entries_go(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var documents = owner.Client.Documents;
        var source = (await documents.AddSourceAsync(new() { Name = "News", Markdown = Text(1) }, Ct)).Source.Id;
        await documents.UpdateDocumentAsync(source, new() { Markdown = Text(2) }, Ct);
        var piece = await owner.Client.Writing.CreatePieceAsync(new() { SourceId = source }, Ct);
        for (var i = 3; i <= 6; i++)
        {
            await documents.UpdateDocumentAsync(source, new() { Markdown = Text(i) }, Ct);
            if (i != 4) continue;
            var draft = await owner.Client.Writing.GetDraftAsync(piece.Drafts[0].Id, ct: Ct);
            await owner.Client.Stale.UpdateDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash }, Ct);
        }
        var wanted = new Retention { AuditMonths = 2, SnapshotVersions = 2, DraftVersions = 5 };
        Assert.Equal(wanted, await owner.Client.Privacy.SetRetentionAsync(wanted, Ct));
        Assert.Equal(wanted, await owner.Client.Privacy.GetRetentionAsync(Ct));

        var early = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromDays(70));
        await host.Services.GetRequiredService<PrivacySweep>().RunAsync(Ct);

        var client = host.With((await host.Stranger().Access.SignInAsync(new() { Email = owner.Email, Password = owner.Password }, Ct)).Session!.AccessToken);
        Assert.Equal([6, 5, 4, 2], (await client.Documents.ListSnapshotsAsync(source, ct: Ct)).Items.Select(s => s.Number));
        await using (var scope = host.Services.CreateAsyncScope())
            Assert.Equal(4, await scope.ServiceProvider.GetRequiredService<ToombosDb>().Items.IgnoreQueryFilters([ToombosDb.TenantFilter]).CountAsync(i => i.SourceId == source, Ct));
        Assert.Equal(piece.Drafts.Count, (await client.Writing.GetPieceAsync(piece.Id, Ct)).Drafts.Count);
        Assert.All((await client.Audit.ListAsync(ct: Ct)).Items, entry => Assert.True(entry.At > early));
        Assert.Equal(7, (await client.Documents.UpdateDocumentAsync(source, new() { Markdown = Text(7) }, Ct)).Snapshot.Number);
        await client.Documents.GetDiffAsync((await client.Documents.ListSnapshotsAsync(source, ct: Ct)).Items[^1].Id, ct: Ct);
    }

    [Fact]
    public async Task Rules_that_make_no_sense_are_refused_and_a_workspace_without_rules_keeps_everything()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        Assert.Equal(new(), await owner.Client.Privacy.GetRetentionAsync(Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => owner.Client.Privacy.SetRetentionAsync(new() { AuditMonths = 0 }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => owner.Client.Privacy.SetRetentionAsync(new() { SnapshotVersions = -1 }, Ct));
    }

    [Theory, BothDatabases]
    public async Task Consents_are_listed_newest_first_and_each_person_sees_their_own(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var (one, two) = (await host.SignUpAsync(), await host.SignUpAsync());
        var already = (await one.Client.Privacy.ListConsentsAsync(Ct)).Count;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var book = scope.ServiceProvider.GetRequiredService<ConsentBook>();
            book.Record(one.Session.PersonId, ConsentBook.Terms, "2027-01");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            book.Record(one.Session.PersonId, "newsletter", "3");
            book.Record(two.Session.PersonId, "newsletter", "4");
            await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
        }
        var listed = await one.Client.Privacy.ListConsentsAsync(Ct);
        Assert.Equal([("newsletter", "3"), ("terms", "2027-01")], listed.Take(listed.Count - already).Select(c => (c.Kind, c.Version)));
        Assert.Equal(host.Clock.GetUtcNow(), listed[0].At);
    }

    static string Text(int state) => $"# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute calm most people, says edition {state} of the clinic's letter.\n";
}
