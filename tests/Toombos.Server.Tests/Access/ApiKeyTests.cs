using System.Net;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Access;

/// <summary>Keys of programs: scoped, bound to networks, rotated, revoked.</summary>
public sealed class ApiKeyTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task A_key_does_what_its_scopes_say_and_no_more(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var owner = await host.AddWorkspaceAsync();
        var made = await owner.Client.Access.AddKeyAsync(new() { Name = "Reader", Scopes = [Scopes.DocumentsRead] }, ct);
        Assert.StartsWith("tb_live_", made.Secret, StringComparison.Ordinal);
        var reader = host.With(made.Secret);

        await reader.Documents.ListSourcesAsync(ct: ct);
        var refused = await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => reader.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## A\n\nText of three words." }, ct));
        Assert.Contains(Scopes.DocumentsWrite, refused.Message, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "person.required", () => reader.Accounts.GetMeAsync(ct));
        Assert.NotNull((await owner.Client.Access.GetKeyAsync(made.Key.Id, ct)).LastUsedAt);
    }

    [Theory, BothDatabases]
    public async Task A_key_never_gets_more_than_its_maker_has(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var owner = await host.AddWorkspaceAsync();
        var maker = host.With((await owner.Client.Access.AddKeyAsync(new() { Name = "Maker", Scopes = [Scopes.KeysWrite, Scopes.DocumentsRead] }, ct)).Secret);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "key.too-much", () => maker.Access.AddKeyAsync(new() { Name = "More", Scopes = [Scopes.WritingWrite] }, ct));
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => owner.Client.Access.AddKeyAsync(new() { Name = "Own", Scopes = [Scopes.WorkspaceOwn] }, ct));
        Assert.Contains("scopes", refused.Errors.Keys);
        var all = (await owner.Client.Access.AddKeyAsync(new() { Name = "All", Scopes = KeyRing.Grantable }, ct)).Key;
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "key.too-much", () => maker.Access.RotateKeyAsync(all.Id, new(), ct));
    }

    [Theory, BothDatabases]
    public async Task A_rotated_key_has_two_secrets_for_the_overlap_and_one_after_it(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(database);
        var owner = await host.AddWorkspaceAsync();
        var old = await owner.Client.Access.AddKeyAsync(new() { Name = "Key", Scopes = [Scopes.DocumentsRead] }, ct);
        var rotated = await owner.Client.Access.RotateKeyAsync(old.Key.Id, new() { OverlapHours = 2 }, ct);

        await host.With(old.Secret).Documents.ListSourcesAsync(ct: ct);
        await host.With(rotated.Secret).Documents.ListSourcesAsync(ct: ct);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(old.Secret).Documents.ListSourcesAsync(ct: ct));
        await host.With(rotated.Secret).Documents.ListSourcesAsync(ct: ct);
    }

    [Theory, BothDatabases]
    public async Task A_revoked_or_expired_key_opens_nothing_from_that_moment(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(database);
        var owner = await host.AddWorkspaceAsync();
        var revoked = await owner.Client.Access.AddKeyAsync(new() { Name = "Revoked", Scopes = [Scopes.DocumentsRead] }, ct);
        var expiring = await owner.Client.Access.AddKeyAsync(new() { Name = "Expiring", Scopes = [Scopes.DocumentsRead], ExpiresAt = host.Clock.GetUtcNow().AddDays(1) }, ct);
        await host.With(revoked.Secret).Documents.ListSourcesAsync(ct: ct);
        await host.With(expiring.Secret).Documents.ListSourcesAsync(ct: ct);

        await owner.Client.Access.RevokeKeyAsync(revoked.Key.Id, ct);
        host.Clock.Advance(TimeSpan.FromDays(1));

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(revoked.Secret).Documents.ListSourcesAsync(ct: ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(expiring.Secret).Documents.ListSourcesAsync(ct: ct));
    }

    [Fact]
    public async Task A_key_opens_the_api_as_api_key_too_but_never_from_the_address()
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        using var inAddress = await host.CreateClient().GetAsync($"/v1/workspaces?api_key={workspace.Key}", ct);
        Assert.Equal(HttpStatusCode.BadRequest, inAddress.StatusCode);
        Assert.Contains("X-API-Key", await inAddress.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.Single((await workspace.Client.Workspaces.ListAsync(ct: ct)).Items);
    }

    [Fact]
    public void A_key_carries_its_checksum()
    {
        var key = Secret.New(Secret.TestKey);
        Assert.True(Secret.Is(Secret.TestKey, key));
        Assert.False(Secret.Is(Secret.LiveKey, key));
        Assert.False(Secret.Is(Secret.TestKey, key[..20] + (key[20] == 'a' ? 'b' : 'a') + key[21..]));
    }
}
