using System.Net;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Workspaces;

/// <summary>The tenant and its brand.</summary>
public sealed class WorkspaceTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task A_brand_is_changed_as_sent(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (id, _, client, _) = await hosts.WorkspaceAsync(database);
        var before = await client.Workspaces.GetAsync(id, ct);
        var brand = before.Brand with { Accent = "#123abc", TimeZone = "Europe/Stockholm", PostalAddress = "Årsta 1\n120 00 Stockholm", BannedTerms = ["cheap"] };

        var after = await client.Workspaces.UpdateAsync(id, new() { Name = "Nordic", Brand = brand, Version = before.Version }, ct);

        Assert.Equal(("Nordic", before.Version + 1), (after.Name, after.Version));
        var read = await client.Workspaces.GetAsync(id, ct);
        Assert.Equal(brand with { BannedTerms = read.Brand.BannedTerms }, read.Brand);
        Assert.Equal(["cheap"], read.Brand.BannedTerms);
    }

    [Theory, BothDatabases]
    public async Task Of_two_changes_from_the_same_state_the_second_is_told(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var (id, _, client, _) = await hosts.WorkspaceAsync(database);
        var seen = await client.Workspaces.GetAsync(id, ct);
        await client.Workspaces.UpdateAsync(id, new() { Name = "First", Brand = seen.Brand, Version = seen.Version }, ct);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "workspace.changed",
            () => client.Workspaces.UpdateAsync(id, new() { Name = "Second", Brand = seen.Brand, Version = seen.Version }, ct));

        Assert.Equal("First", (await client.Workspaces.GetAsync(id, ct)).Name);
    }

    [Theory]
    [InlineData("brand.timeZone", "Mars/Olympus", "#A25A2A")]
    [InlineData("brand.accent", "UTC", "red; background: url(javascript:1)")]
    public async Task A_wrong_field_is_named(string field, string zone, string accent)
    {
        var ct = TestContext.Current.CancellationToken;
        var (id, _, client, _) = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var seen = await client.Workspaces.GetAsync(id, ct);

        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid",
            () => client.Workspaces.UpdateAsync(id, new() { Name = "x", Brand = seen.Brand with { TimeZone = zone, Accent = accent }, Version = seen.Version }, ct));

        Assert.Equal([field], refused.Errors.Keys);
    }
}
