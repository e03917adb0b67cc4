using System.Net;
using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Audiences;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audiences;

/// <summary>Lists and the people on them.</summary>
public sealed class AudienceTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_list_is_made_changed_listed_with_its_counts_and_removed(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var list = await client.Audiences.AddAsync(new() { Name = " Letter ", Description = " " }, Ct);
        Assert.Equal(("Letter", null, new AudienceCounts(0, 0, 0), "test"), (list.Name, list.Description, list.Counts, list.CreatedBy));
        foreach (var name in new[] { "ada", "ben", "cleo" }) await client.Audiences.AddSubscriberAsync(list.Id, new() { Email = $"{name}@example.com", Consent = Lists.Consent }, Ct);
        await client.Audiences.UnsubscribeAsync(list.Id, (await client.FindAsync(list.Id, "ben@example.com")).Id, ct: Ct);
        await client.Audiences.UnsubscribeAsync(list.Id, (await client.FindAsync(list.Id, "cleo@example.com")).Id, new() { Reason = EndReason.Bounced }, Ct);

        var changed = await client.Audiences.UpdateAsync(list.Id, new() { Name = "Monthly letter", Description = "News", Version = 1 }, Ct);

        Assert.Equal(("Monthly letter", "News", 2, new AudienceCounts(1, 1, 1)), (changed.Name, changed.Description, changed.Version, changed.Counts));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "changed", () => client.Audiences.UpdateAsync(list.Id, new() { Name = "Late", Version = 1 }, Ct));
        var other = await client.AddListAsync();
        Assert.Equal([other, list.Id], (await client.Audiences.ListAsync(ct: Ct)).Items.Select(a => a.Id));
        var page = await client.Audiences.ListAsync(limit: 1, ct: Ct);
        Assert.Equal(changed, Assert.Single((await client.Audiences.ListAsync(page.Next, 1, Ct)).Items));
        await client.Audiences.DeleteAsync(list.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "audience.not-found", () => client.Audiences.GetAsync(list.Id, Ct));
        Assert.Equal(0, (await client.Usage.GetAsync(Ct)).Used.Subscribers);
    }

    [Theory, BothDatabases]
    public async Task Somebody_is_on_a_list_once_whatever_the_spelling_and_with_proof_of_consent(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var list = await client.AddListAsync();
        var ada = await client.Audiences.AddSubscriberAsync(list, new() { Email = " Ada@Bücher.example ", Name = " Ada\r\nLind\u202E ", Consent = $" {Lists.Consent} " }, Ct);

        Assert.Equal(("ada@xn--bcher-kva.example", "Ada Lind", SubscriberState.Subscribed), (ada.Email, ada.Name, ada.State));
        Assert.Equal((ConsentSource.ByHand, "test", Lists.Consent), (ada.Consent.Source, ada.Consent.By, ada.Consent.Statement));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "subscriber.there", () => client.Audiences.AddSubscriberAsync(list, new() { Email = "ADA@xn--bcher-kva.example", Consent = "Again" }, Ct));
        Assert.Contains("email", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.AddSubscriberAsync(list, new() { Email = "nobody", Consent = "Yes" }, Ct))).Errors.Keys);
        Assert.Contains("consent", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.AddSubscriberAsync(list, new() { Email = "b@example.com", Consent = "      " }, Ct))).Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task People_are_found_by_a_part_of_address_or_name_by_state_and_page_by_page(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var list = await client.AddListAsync();
        foreach (var (email, name) in new[] { ("ada@example.com", "Åsa Öberg"), ("ben_1@example.com", "Ben 100% Brown"), ("ben21@example.org", "Cleo") })
            await client.Audiences.AddSubscriberAsync(list, new() { Email = email, Name = name, Consent = Lists.Consent }, Ct);
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "ben21@example.org")).Id, ct: Ct);
        async Task<IEnumerable<string>> Find(string? search, SubscriberState? state = null) =>
            (await client.Audiences.ListSubscribersAsync(list, new() { Search = search, State = state }, ct: Ct)).Items.Select(s => s.Email);

        Assert.Equal(["ada@example.com"], await Find("åSA ÖB"));
        Assert.Equal(["ben_1@example.com"], await Find("n_1"));
        Assert.Equal(["ben_1@example.com"], await Find("0%"));
        Assert.Equal(["ben21@example.org", "ben_1@example.com"], await Find("BEN"));
        Assert.Equal(["ben21@example.org"], await Find(null, SubscriberState.Unsubscribed));
        Assert.Empty(await Find("ben", SubscriberState.Suppressed));
        var (first, all) = (await client.Audiences.ListSubscribersAsync(list, limit: 2, ct: Ct), await Find(null));
        Assert.Equal(all, first.Items.Concat((await client.Audiences.ListSubscribersAsync(list, after: first.Next, limit: 2, ct: Ct)).Items).Select(s => s.Email));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.ListSubscribersAsync(list, new() { Search = "a\0" }, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.ListSubscribersAsync(list, new() { State = (SubscriberState)7 }, ct: Ct));
    }

    [Theory, BothDatabases]
    public async Task A_plan_takes_no_more_people_than_it_has_places_for_and_those_who_left_free_theirs(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["Plans:free:Subscribers"] = "3" });
        var client = (await host.AddWorkspaceAsync()).Client;
        var list = await client.AddListAsync("ada@example.com", "ben@example.com");

        var refused = await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "quota.subscribers", () => client.ImportAsync(list, "c@example.com\nd@example.com"));
        Assert.Contains("1 are left for these 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await client.Audiences.GetAsync(list, Ct)).Counts.Subscribed);
        var racers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                return (await client.ImportAsync(list, $"racer{i}@example.com")).Added;
            }
            catch (ToombosApiException full) when (full.Code == "quota.subscribers")
            {
                return 0;
            }
        }));
        Assert.Equal(1, racers.Sum());
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "ada@example.com")).Id, ct: Ct);
        await client.Audiences.AddSubscriberAsync(list, new() { Email = "e@example.com", Consent = Lists.Consent }, Ct);
        Assert.Equal(3, (await client.Usage.GetAsync(Ct)).Used.Subscribers);
    }

    [Theory, BothDatabases]
    public async Task Whoever_left_stays_away_when_removed_and_whoever_is_erased_leaves_nothing_but_a_fingerprint(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var client = workspace.Client;
        var (list, other) = (await client.AddListAsync("typo@example.com", "left@example.com", "erased@example.com"), await client.AddListAsync("erased@example.com"));
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "left@example.com")).Id, ct: Ct);

        await client.Audiences.RemoveSubscriberAsync(list, (await client.FindAsync(list, "typo@example.com")).Id, ct: Ct);
        await client.Audiences.RemoveSubscriberAsync(list, (await client.FindAsync(list, "left@example.com")).Id, ct: Ct);
        await client.Audiences.RemoveSubscriberAsync(list, (await client.FindAsync(list, "erased@example.com")).Id, erase: true, Ct);

        var report = await client.ImportAsync(list, "typo@example.com\nleft@example.com\nErased@Example.com");
        Assert.Equal((1, 2), (report.Added, report.Suppressed));
        Assert.Equal(0, (await client.Audiences.GetAsync(other, Ct)).Counts.Subscribed);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "subscriber.suppressed", () => client.Audiences.AddSubscriberAsync(other, new() { Email = "erased@example.com", Consent = Lists.Consent }, Ct));
        var log = JsonSerializer.Serialize((await client.Audit.ListAsync(limit: 200, ct: Ct)).Items);
        var events = JsonSerializer.Serialize((await client.Events.ListAsync(limit: 200, ct: Ct)).Items);
        Assert.Contains("audiences.remove-subscriber", log, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example.com", events, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, BothDatabases]
    public async Task A_list_that_is_removed_and_made_anew_does_not_bring_back_who_left(DatabaseKind database)
    {
        var client = (await hosts.WorkspaceAsync(database)).Client;
        var list = await client.AddListAsync("ada@example.com", "left@example.com");
        await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "left@example.com")).Id, ct: Ct);
        await client.Audiences.DeleteAsync(list, Ct);

        var report = await client.ImportAsync(await client.AddListAsync(), "ada@example.com\nleft@example.com");

        Assert.Equal((1, 1), (report.Added, report.Suppressed));
    }

    [Theory, BothDatabases]
    public async Task A_complaint_closes_the_address_in_the_whole_workspace_and_in_no_other(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (workspace, stranger) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        var client = workspace.Client;
        var (list, other, theirs) = (await client.AddListAsync("ada@example.com"), await client.AddListAsync("ada@example.com", "ben@example.com"), await stranger.Client.AddListAsync("ada@example.com"));

        var ended = await client.Audiences.UnsubscribeAsync(list, (await client.FindAsync(list, "ada@example.com")).Id, new() { Reason = EndReason.Complained }, Ct);

        Assert.Equal((SubscriberState.Suppressed, EndReason.Complained, host.Clock.GetUtcNow()), (ended.State, ended.EndReason, ended.EndedAt));
        Assert.Equal(["ben@example.com"], await host.RecipientsAsync(workspace.Id, other));
        Assert.Equal(["ada@example.com"], await host.RecipientsAsync(stranger.Id, theirs));
        Assert.Contains("reason", (await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => client.Audiences.UnsubscribeAsync(list, ended.Id, new() { Reason = EndReason.Reader }, Ct))).Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task Addresses_are_for_editors_and_up_and_so_are_events_about_people(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var (editor, reviewer) = (await host.AddMemberAsync(workspace.Id, WorkspaceRole.Editor), await host.AddMemberAsync(workspace.Id, WorkspaceRole.Reviewer));
        var list = await editor.Client.AddListAsync("ada@example.com");
        await editor.Client.ImportAsync(list, "b@example.com\nc@example.com\nd@example.com");

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => reviewer.Client.Audiences.ListSubscribersAsync(list, ct: Ct));
        Assert.DoesNotContain((await reviewer.Client.Events.ListAsync(limit: 200, ct: Ct)).Items, e => e.Kind.StartsWith("audience", StringComparison.Ordinal) || e.Kind.StartsWith("subscriber", StringComparison.Ordinal));
        var told = (await editor.Client.Events.ListAsync(query: new() { Kinds = [EventKinds.Audience, EventKinds.Subscriber] }, limit: 200, ct: Ct)).Items;
        Assert.Equal(["audience.added", "subscriber.added", "audience.changed"], told.Select(e => e.Kind));
        Assert.Equal(list, told[1].Related["audienceId"]);
    }
}
