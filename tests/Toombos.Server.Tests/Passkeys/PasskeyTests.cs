using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Passkeys;

/// <summary>Passkeys open the account they were made for, to the one who holds them, at this address, once per question.</summary>
public sealed class PasskeyTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_passkey_signs_in_without_a_name_or_a_password(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        var passkey = await AddAsync(person.Client, authenticator, "  Laptop ");

        var session = await SignInAsync(host, authenticator);

        Assert.Equal(("Laptop", authenticator.Id), (passkey.Name, passkey.Id));
        Assert.Equal(person.Session.PersonId, session.PersonId);
        var sessions = await host.With(session.AccessToken).Access.ListSessionsAsync(Ct);
        Assert.Equal(["passkey"], sessions.Single(s => s.Current).Methods);
        Assert.Equal(1, (await person.Client.Accounts.GetMeAsync(Ct)).Passkeys);
        var kinds = (await person.Client.Accounts.ListEventsAsync(ct: Ct)).Items.Select(e => e.Kind).ToList();
        Assert.Contains("passkey-added", kinds);
    }

    [Theory, BothDatabases]
    public async Task Passkeys_are_listed_renamed_and_removed_by_their_owner_alone(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (mine, other) = (await host.SignUpAsync(), await host.SignUpAsync());
        using var authenticator = For(host);
        var passkey = await AddAsync(mine.Client, authenticator);

        await Problems.RefusedAsync(HttpStatusCode.NotFound, "passkey.not-found", () => other.Client.Accounts.RenamePasskeyAsync(passkey.Id, new() { Name = "Mine" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "passkey.not-found", () => other.Client.Accounts.RemovePasskeyAsync(passkey.Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "passkey.not-found", () => mine.Client.Accounts.RemovePasskeyAsync("*** no id", Ct));
        Assert.Empty(await other.Client.Accounts.ListPasskeysAsync(Ct));

        Assert.Equal("Phone", (await mine.Client.Accounts.RenamePasskeyAsync(passkey.Id, new() { Name = "Phone" }, Ct)).Name);
        Assert.Equal("Phone", Assert.Single(await mine.Client.Accounts.ListPasskeysAsync(Ct)).Name);
        await mine.Client.Accounts.RemovePasskeyAsync(passkey.Id, Ct);
        Assert.Empty(await mine.Client.Accounts.ListPasskeysAsync(Ct));
        await RefusedAsync(() => SignInAsync(host, authenticator));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("null")]
    public async Task A_page_at_another_address_gets_nowhere(string origin)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = new SoftwareAuthenticator { Origin = origin };
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused", () => AddAsync(person.Client, authenticator));

        authenticator.Origin = Ours(host);
        await AddAsync(person.Client, authenticator);
        authenticator.Origin = origin;
        await RefusedAsync(() => SignInAsync(host, authenticator));
    }

    [Fact]
    public async Task A_key_of_another_domain_gets_nowhere()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        await AddAsync(person.Client, authenticator);
        authenticator.Domain = "evil.example";
        await RefusedAsync(() => SignInAsync(host, authenticator));
    }

    [Fact]
    public async Task Whoever_only_found_the_device_gets_nowhere()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        authenticator.Verifies = false;
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused", () => AddAsync(person.Client, authenticator));
        authenticator.Verifies = true;
        await AddAsync(person.Client, authenticator);
        authenticator.Verifies = false;
        await RefusedAsync(() => SignInAsync(host, authenticator));
    }

    [Fact]
    public async Task An_answer_to_another_question_is_refused()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        var making = await person.Client.Accounts.StartPasskeyAsync(Ct);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused",
            () => person.Client.Accounts.AddPasskeyAsync(new() { Name = "Key", Credential = authenticator.Make(making.Options, "b3RoZXIgcXVlc3Rpb24tLS0"), State = making.State }, Ct));
        await AddAsync(person.Client, authenticator);

        var (asked, other) = (await host.Stranger().Accounts.StartPasskeySignInAsync(Ct), await host.Stranger().Accounts.StartPasskeySignInAsync(Ct));
        await RefusedAsync(() => FinishAsync(host, authenticator.Sign(asked.Options), other.State));
        // A state for making passkeys is none for signing in.
        var wrong = await person.Client.Accounts.StartPasskeyAsync(Ct);
        await RefusedAsync(() => FinishAsync(host, authenticator.Sign(wrong.Options), wrong.State));
    }

    [Theory, BothDatabases]
    public async Task An_answer_counts_once(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        var making = await person.Client.Accounts.StartPasskeyAsync(Ct);
        var request = new AddPasskeyRequest { Name = "Key", Credential = authenticator.Make(making.Options), State = making.State };
        await person.Client.Accounts.AddPasskeyAsync(request, Ct);
        await person.Client.Accounts.RemovePasskeyAsync(authenticator.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused", () => person.Client.Accounts.AddPasskeyAsync(request, Ct));
        await AddAsync(person.Client, authenticator);

        var asked = await host.Stranger().Accounts.StartPasskeySignInAsync(Ct);
        var answer = authenticator.Sign(asked.Options);
        var attempts = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await FinishAsync(host, answer, asked.State);
                return true;
            }
            catch (ToombosApiException refused) when (refused.Status == HttpStatusCode.Unauthorized)
            {
                return false;
            }
        }));
        Assert.Single(attempts, won => won);
        await RefusedAsync(() => FinishAsync(host, answer, asked.State));
    }

    [Fact]
    public async Task A_copied_key_is_found_out_by_its_counter()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        await AddAsync(person.Client, authenticator);
        authenticator.Counter = 10;
        await SignInAsync(host, authenticator);

        authenticator.Counter = 4;
        await RefusedAsync(() => SignInAsync(host, authenticator));
        authenticator.Counter = 20;
        await SignInAsync(host, authenticator);
    }

    [Fact]
    public async Task A_key_opens_only_the_account_that_it_was_made_for()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var (mine, other) = (await host.SignUpAsync(), await host.SignUpAsync());
        using var authenticator = For(host);
        using var theirs = For(host);
        await AddAsync(mine.Client, authenticator);
        await AddAsync(other.Client, theirs);
        authenticator.UserHandle = theirs.UserHandle;
        await RefusedAsync(() => SignInAsync(host, authenticator));
        using var unknown = For(host);
        unknown.UserHandle = theirs.UserHandle;
        await RefusedAsync(() => SignInAsync(host, unknown));

        // The same key can't be registered by a second person, nor can one person use the options of another.
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused", () => AddAsync(other.Client, authenticator));
        using var fresh = For(host);
        var making = await mine.Client.Accounts.StartPasskeyAsync(Ct);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused",
            () => other.Client.Accounts.AddPasskeyAsync(new() { Name = "Key", Credential = fresh.Make(making.Options), State = making.State }, Ct));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("no json")]
    [InlineData("{\"id\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}")]
    public async Task Nonsense_is_refused_like_anything_else(string credential)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        await RefusedAsync(async () => await FinishAsync(host, credential, (await host.Stranger().Accounts.StartPasskeySignInAsync(Ct)).State));
        await RefusedAsync(() => FinishAsync(host, credential, new string('x', 40)));
        var making = await person.Client.Accounts.StartPasskeyAsync(Ct);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused",
            () => person.Client.Accounts.AddPasskeyAsync(new() { Name = "Key", Credential = credential, State = making.State }, Ct));
    }

    [Fact]
    public async Task A_question_is_forgotten_after_five_minutes_and_a_proof_of_identity_after_ten()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        using var authenticator = For(host);
        await AddAsync(person.Client, authenticator);
        var asked = await host.Stranger().Accounts.StartPasskeySignInAsync(Ct);
        var making = await person.Client.Accounts.StartPasskeyAsync(Ct);

        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await RefusedAsync(() => FinishAsync(host, authenticator.Sign(asked.Options), asked.State));
        using var second = For(host);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "passkey.refused",
            () => person.Client.Accounts.AddPasskeyAsync(new() { Name = "Key", Credential = second.Make(making.Options), State = making.State }, Ct));

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "session.stale", () => person.Client.Accounts.StartPasskeyAsync(Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "session.stale", () => person.Client.Accounts.RemovePasskeyAsync(authenticator.Id, Ct));
        var session = await SignInAsync(host, authenticator);
        await host.With(session.AccessToken).Accounts.StartPasskeyAsync(Ct);
    }

    [Fact]
    public async Task Twenty_passkeys_are_enough()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync();
        for (var i = 0; i < 20; i++)
        {
            using var authenticator = For(host);
            await AddAsync(person.Client, authenticator, $"Key {i}");
        }
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "passkey.too-many", () => person.Client.Accounts.StartPasskeyAsync(Ct));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Key {i}"), (await person.Client.Accounts.ListPasskeysAsync(Ct)).Select(p => p.Name).OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_options_name_the_public_address_whatever_the_request_says_of_itself()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Identity:PublicAddress"] = "https://news.example" });
        var person = await host.SignUpAsync();
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        var options = JsonNode.Parse((await new ToombosClient(http).Accounts.StartPasskeySignInAsync(Ct)).Options)!;
        Assert.Equal(("news.example", "required"), ((string)options["rpId"]!, (string)options["userVerification"]!));

        using var authenticator = new SoftwareAuthenticator { Domain = "news.example", Origin = "https://news.example" };
        var making = await person.Client.Accounts.StartPasskeyAsync(Ct);
        var asked = JsonNode.Parse(making.Options)!;
        Assert.Equal(("none", "preferred", "required"), ((string)asked["attestation"]!, (string)asked["authenticatorSelection"]!["residentKey"]!, (string)asked["authenticatorSelection"]!["userVerification"]!));
        await person.Client.Accounts.AddPasskeyAsync(new() { Name = "Key", Credential = authenticator.Make(making.Options), State = making.State }, Ct);
        await SignInAsync(host, authenticator);
    }

    static SoftwareAuthenticator For(ToombosHost host) => new() { Origin = Ours(host) };

    /// <summary>The origin of pages that the server takes for its own.</summary>
    static string Ours(ToombosHost host) => host.Services.GetRequiredService<PublicAddress>().Value;

    static async Task<Passkey> AddAsync(ToombosClient client, SoftwareAuthenticator authenticator, string name = "Key")
    {
        var making = await client.Accounts.StartPasskeyAsync(Ct);
        return await client.Accounts.AddPasskeyAsync(new() { Name = name, Credential = authenticator.Make(making.Options), State = making.State }, Ct);
    }

    static async Task<Session> SignInAsync(ToombosHost host, SoftwareAuthenticator authenticator)
    {
        var asked = await host.Stranger().Accounts.StartPasskeySignInAsync(Ct);
        return await FinishAsync(host, authenticator.Sign(asked.Options), asked.State);
    }

    static Task<Session> FinishAsync(ToombosHost host, string credential, string state) =>
        host.Stranger().Accounts.SignInWithPasskeyAsync(new() { Credential = credential, State = state }, Ct);

    static Task<ToombosApiException> RefusedAsync(Func<Task> call) => Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", call);
}
