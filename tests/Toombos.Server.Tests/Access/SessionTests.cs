using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Access;

/// <summary>Who gets in, and for how long.</summary>
public sealed class SessionTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task A_sign_in_link_opens_one_session_and_no_second(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var token = await LinkAsync(host, workspace.Id);
        var anonymous = new ToombosClient(host.CreateClient());

        var session = await anonymous.Access.RedeemSignInLinkAsync(new() { Token = token }, ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.invalid", () => anonymous.Access.RedeemSignInLinkAsync(new() { Token = token }, ct));

        Assert.Equal(workspace.Id, session.WorkspaceId);
        Assert.Equal(workspace.Id, Assert.Single((await Client(host, session.Key).Workspaces.ListAsync(ct: ct)).Items).Id);
    }

    [Theory, BothDatabases]
    public async Task Of_ten_attempts_at_the_same_link_one_wins(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var token = await LinkAsync(host, (await host.AddWorkspaceAsync()).Id);
        var anonymous = new ToombosClient(host.CreateClient());

        var attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await anonymous.Access.RedeemSignInLinkAsync(new() { Token = token }, ct);
                return true;
            }
            catch (ToombosApiException refused) when (refused.Status == HttpStatusCode.Unauthorized)
            {
                return false;
            }
        }));

        Assert.Single(attempts, won => won);
    }

    [Fact]
    public async Task A_link_is_worth_nothing_after_an_hour_and_a_session_nothing_after_twelve()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var (late, early) = (await LinkAsync(host, workspace.Id), await LinkAsync(host, workspace.Id));
        var anonymous = new ToombosClient(host.CreateClient());
        var session = await anonymous.Access.RedeemSignInLinkAsync(new() { Token = early }, ct);

        host.Clock.Advance(TimeSpan.FromMinutes(61));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.invalid", () => anonymous.Access.RedeemSignInLinkAsync(new() { Token = late }, ct));
        await Client(host, session.Key).Workspaces.ListAsync(ct: ct);

        host.Clock.Advance(TimeSpan.FromHours(11));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "key.required", () => Client(host, session.Key).Workspaces.ListAsync(ct: ct));
    }

    [Theory, BothDatabases]
    public async Task Signing_out_ends_the_session_at_once_but_an_integration_key_cannot_be_ended_so(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var session = await new ToombosClient(host.CreateClient()).Access.RedeemSignInLinkAsync(new() { Token = await LinkAsync(host, workspace.Id) }, ct);
        var client = Client(host, session.Key);

        await client.Access.EndSessionAsync(ct);

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "key.required", () => client.Workspaces.ListAsync(ct: ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "session.not-a-session", () => workspace.Client.Access.EndSessionAsync(ct));
    }

    [Theory]
    [InlineData("X-API-Key", "tb_live_")]
    [InlineData("X-API-Key", "' OR 1=1 --")]
    [InlineData("Authorization", "Bearer nonsense")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    public async Task A_wrong_key_is_refused(string header, string value)
    {
        var ct = TestContext.Current.CancellationToken;
        var http = (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "key.required", () => new ToombosClient(http).Workspaces.ListAsync(ct: ct));
    }

    [Fact]
    public async Task A_key_opens_the_api_as_bearer_token_too_but_never_from_the_address()
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var http = host.CreateClient();

        using var inAddress = await http.GetAsync($"/v1/workspaces?api_key={workspace.Key}", ct);
        Assert.Equal(HttpStatusCode.BadRequest, inAddress.StatusCode);
        Assert.Contains("X-API-Key", await inAddress.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);

        http.DefaultRequestHeaders.Authorization = new("Bearer", workspace.Key);
        Assert.Single((await new ToombosClient(http).Workspaces.ListAsync(ct: ct)).Items);
    }

    [Fact]
    public void A_key_carries_its_checksum()
    {
        var key = ApiKey.NewSecret();
        Assert.True(ApiKey.LooksRight(key));
        var other = key[..20] + (key[20] == 'a' ? 'b' : 'a') + key[21..];
        Assert.False(ApiKey.LooksRight(other));
    }

    static async Task<string> LinkAsync(ToombosHost host, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var token = scope.ServiceProvider.GetRequiredService<KeyRing>().AddSignInLink();
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync();
        return token;
    }

    static ToombosClient Client(ToombosHost host, string key)
    {
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", key);
        return new(http);
    }
}
