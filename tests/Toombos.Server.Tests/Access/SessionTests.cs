using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Access;

/// <summary>Who gets in, and for how long.</summary>
public sealed class SessionTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task Of_ten_attempts_at_the_same_link_one_wins(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var token = await LinkAsync(host, (await host.SignUpAsync()).Session.PersonId);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await host.Stranger().Access.RedeemSignInLinkAsync(new() { Token = token }, ct);
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
    public async Task A_link_is_worth_nothing_after_an_hour_and_a_session_nothing_after_a_day_of_silence_or_fourteen_in_all()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync(kind: SessionKind.Dashboard);
        var late = await LinkAsync(host, person.Session.PersonId);
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.invalid", () => host.Stranger().Access.RedeemSignInLinkAsync(new() { Token = late }, ct));

        for (var day = 0; day < 13; day++)
        {
            host.Clock.Advance(TimeSpan.FromHours(22));
            LookAnew(host);
            await person.Client.Accounts.GetMeAsync(ct);
        }
        var other = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password, Kind = SessionKind.Dashboard }, ct)).Session!;
        host.Clock.Advance(TimeSpan.FromHours(25));
        LookAnew(host);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(other.SessionToken).Accounts.GetMeAsync(ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => person.Client.Accounts.GetMeAsync(ct));
    }

    [Theory, BothDatabases]
    public async Task Signing_out_ends_the_session_at_once(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        await person.Client.Access.EndSessionAsync(ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => person.Client.Accounts.GetMeAsync(ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "refresh.refused", () => host.Stranger().Access.RefreshAsync(new() { RefreshToken = person.Session.RefreshToken! }, ct));
    }

    [Theory, BothDatabases]
    public async Task A_person_sees_and_ends_their_own_sessions_and_no_others(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (person, stranger) = (await host.SignUpAsync(), await host.SignUpAsync());
        var second = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session!;
        Assert.Equal([second.Id, person.Session.Id], (await person.Client.Access.ListSessionsAsync(ct)).Select(s => s.Id));
        Assert.Equal(person.Session.Id, Assert.Single(await person.Client.Access.ListSessionsAsync(ct), s => s.Current).Id);

        await Problems.RefusedAsync(HttpStatusCode.NotFound, "session.not-found", () => stranger.Client.Access.EndSessionAsync(second.Id, ct));
        await person.Client.Access.EndSessionAsync(second.Id, ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(second.AccessToken).Accounts.GetMeAsync(ct));

        var third = (await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session!;
        await person.Client.Access.EndOtherSessionsAsync(ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(third.AccessToken).Accounts.GetMeAsync(ct));
        await person.Client.Accounts.GetMeAsync(ct);
    }

    [Theory, BothDatabases]
    public async Task A_refresh_token_is_good_once_and_its_second_use_ends_the_session(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var next = await host.Stranger().Access.RefreshAsync(new() { RefreshToken = person.Session.RefreshToken! }, ct);
        Assert.NotEqual(person.Session.RefreshToken, next.RefreshToken);
        await host.With(next.AccessToken).Accounts.GetMeAsync(ct);

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "refresh.refused", () => host.Stranger().Access.RefreshAsync(new() { RefreshToken = person.Session.RefreshToken! }, ct));

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(next.AccessToken).Accounts.GetMeAsync(ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "refresh.refused", () => host.Stranger().Access.RefreshAsync(new() { RefreshToken = next.RefreshToken! }, ct));
    }

    [Fact]
    public async Task An_access_token_is_good_for_fifteen_minutes_and_signing_keys_change_without_anyone_noticing()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var session = (await host.SignUpAsync()).Session;
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => host.With(session.AccessToken).Accounts.GetMeAsync(ct));
        var kids = new HashSet<string>();
        for (var day = 0; day < 13; day++)
        {
            session = await host.Stranger().Access.RefreshAsync(new() { RefreshToken = session.RefreshToken! }, ct);
            await host.With(session.AccessToken).Accounts.GetMeAsync(ct);
            kids.Add(KidOf(session.AccessToken!));
            host.Clock.Advance(TimeSpan.FromHours(23));
        }
        host.Clock.Advance(TimeSpan.FromDays(30));
        for (var day = 0; day < 2; day++)
        {
            var later = await host.SignUpAsync();
            await later.Client.Accounts.GetMeAsync(ct);
            kids.Add(KidOf(later.Session.AccessToken!));
            host.Clock.Advance(TimeSpan.FromHours(25));
        }
        Assert.Equal(2, kids.Count);
        var jwks = await host.CreateClient().GetStringAsync("/.well-known/jwks.json", ct);
        Assert.Contains(kids.Last(), jwks, StringComparison.Ordinal);
        Assert.DoesNotContain("\"d\"", jwks, StringComparison.Ordinal);
    }

    static string KidOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Kid;

    [Theory]
    [InlineData("X-API-Key", "tb_live_")]
    [InlineData("X-API-Key", "' OR 1=1 --")]
    [InlineData("Authorization", "Bearer nonsense")]
    [InlineData("Authorization", "Bearer a.b.c")]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    public async Task A_wrong_credential_is_refused(string header, string value)
    {
        var ct = TestContext.Current.CancellationToken;
        var http = (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => new ToombosClient(http).Workspaces.ListAsync(ct: ct));
    }

    /// <summary>The real clock of the cache does not move with the test's.</summary>
    static void LookAnew(ToombosHost host)
    {
        host.Services.GetRequiredService<Platform.Identity.CredentialCache>().Forget();
    }

    static async Task<string> LinkAsync(ToombosHost host, Guid person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var token = scope.ServiceProvider.GetRequiredService<KeyRing>().AddSignInLink(person);
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync();
        return token;
    }
}
