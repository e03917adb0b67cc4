using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Connections;
using Toombos.Client.Documents;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Connections;

/// <summary>Connecting, using and disconnecting accounts: by whom, once, and with tokens that nobody sees.</summary>
public sealed class ConnectionTests
{
    const string Link = "https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<string> FieldAsync(string field, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ToombosApiException>(call);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        return Assert.Single(refused.Errors[field]);
    }

    [Theory, BothDatabases]
    public async Task Only_who_was_sent_may_come_back_and_once(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var stranger = await stage.Host.AddWorkspaceAsync();
        var start = await stage.Client.StartAsync(new() { Provider = "google", Name = "Our documents" }, Ct);
        foreach (var part in (string[])["https://accounts.google.com/", "client_id=harbour-app", "code_challenge_method=S256", "access_type=offline", "documents.readonly", "settings%2Fconnections%2Fcallback"])
            Assert.Contains(part, start.Address, StringComparison.Ordinal);
        var back = stage.Sink.Consent(start.Address);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stranger.Client.Connections.FinishAsync(new() { Query = back }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.Client.FinishAsync(new() { Query = "?code=code-1&state=made-up" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.Client.FinishAsync(new() { Query = $"{back}&state=twice" }, Ct));
        var made = await stage.Client.FinishAsync(new() { Query = back }, Ct);
        Assert.Equal(("Our documents", "ada@harbour.example", ConnectionState.Ready), (made.Name, made.AccountName, made.State));
        Assert.All(made.Scopes, s => Assert.True(s.Granted));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.Client.FinishAsync(new() { Query = back }, Ct));

        var late = await stage.Client.StartAsync(new() { Provider = "google" }, Ct);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("ten minutes", (await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.Client.FinishAsync(new() { Query = stage.Sink.Consent(late.Address) }, Ct))).Message, StringComparison.Ordinal);
        Assert.Empty(await stranger.Client.Connections.ListAsync(Ct));
    }

    [Fact]
    public async Task What_the_service_says_against_it_is_told_in_words()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        Assert.Contains("answered with no", await RefusedAsync(state => $"?error=access_denied&state={state}"), StringComparison.Ordinal);
        Assert.Contains("documents.readonly", await RefusedAsync(state => $"?error=invalid_scope&state={state}"), StringComparison.Ordinal);
        Assert.Contains("holds no code", await RefusedAsync(state => $"?state={state}"), StringComparison.Ordinal);
        stage.Sink.Fault = TokenFault.WrongClient;
        Assert.Contains("Check client id", await RefusedAsync(state => $"?code=x&state={state}"), StringComparison.Ordinal);
        stage.Sink.Fault = TokenFault.CutAfter;
        Assert.Contains("answer was lost", await RefusedAsync(state => $"?code=x&state={state}"), StringComparison.Ordinal);
        Assert.Empty(await stage.Client.ListAsync(Ct));

        async Task<string> RefusedAsync(Func<string, string> query)
        {
            var start = await stage.Client.StartAsync(new() { Provider = "google" }, Ct);
            var state = start.Address.Split("&state=")[1].Split('&')[0];
            return (await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.Client.FinishAsync(new() { Query = query(state) }, Ct))).Message;
        }
    }

    [Fact]
    public async Task What_was_not_allowed_is_named_and_another_account_is_not_taken_for_the_same()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        stage.Sink.Scope = "openid https://www.googleapis.com/auth/userinfo.email";
        var narrow = await stage.ConnectAsync("google");
        Assert.Equal((ConnectionState.Ready, "https://www.googleapis.com/auth/documents.readonly"), (narrow.State, Assert.Single(narrow.Scopes, s => !s.Granted).Scope));
        Assert.Contains("Read Google Docs", narrow.Problem, StringComparison.Ordinal);
        stage.Sink.Scope = null;
        // The same account once more is the same connection.
        Assert.Equal((narrow.Id, null), (await stage.ConnectAsync("google") is var wide ? wide.Id : default, wide.Problem));
        stage.Sink.Account = "grace@harbour.example";
        var refused = await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.refused", () => stage.ConnectAsync(again: narrow.Id));
        Assert.Contains("grace@harbour.example", refused.Message, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_pasted_token_is_tried_kept_sealed_and_replaced(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var (token, next) = (stage.Sink.Make(), stage.Sink.Make());
        Assert.Contains("does not accept", await FieldAsync("token", () => stage.Client.AddAsync(new() { Provider = "notion-token", Name = "Wiki", Token = "wrong" }, Ct)), StringComparison.Ordinal);
        await FieldAsync("token", () => stage.Client.AddAsync(new() { Provider = "notion-token", Name = "Wiki", Token = "two\r\nlines" }, Ct));
        await FieldAsync("provider", () => stage.Client.AddAsync(new() { Provider = "google", Name = "Wiki", Token = token }, Ct));
        await FieldAsync("provider", () => stage.Client.StartAsync(new() { Provider = "notion-token" }, Ct));
        var made = await stage.Client.AddAsync(new() { Provider = "notion-token", Name = "Wiki", Token = $" {token} " }, Ct);
        Assert.True((await stage.Client.CheckAsync(made.Id, Ct)).Good);
        stage.Sink.Withdraw(token);
        Assert.Contains("does not accept", (await stage.Client.CheckAsync(made.Id, Ct)).Sentence, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Reconnect, (await stage.Client.GetAsync(made.Id, Ct)).State);
        var renewed = await stage.Client.UpdateAsync(made.Id, new() { Name = "Our wiki", Token = next }, Ct);
        Assert.Equal(("Our wiki", ConnectionState.Ready), (renewed.Name, renewed.State));
        foreach (var address in (string[])["v1/connections", $"v1/connections/{made.Id}", "v1/connection-providers", "v1/audit", "v1/events/history"])
        {
            var text = await stage.Workspace.Http.GetStringAsync(address, Ct);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(next, text, StringComparison.Ordinal);
            Assert.DoesNotContain("harbour-secret-55", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_account_signs_in_with_its_key_file()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        using var rsa = RSA.Create(2048);
        var file = new JsonObject { ["type"] = "service_account", ["client_email"] = "reader@harbour.iam.example", ["private_key"] = rsa.ExportPkcs8PrivateKeyPem(), ["token_uri"] = "https://evil.example/" }.ToJsonString();
        await FieldAsync("token", () => stage.Client.AddAsync(new() { Provider = "google-service-account", Name = "Reader", Token = "{}" }, Ct));
        var made = await stage.Client.AddAsync(new() { Provider = "google-service-account", Name = "Reader", Token = file }, Ct);
        Assert.Equal("reader@harbour.iam.example", made.AccountName);
        stage.Host.Clock.Advance(TimeSpan.FromHours(2));
        await stage.GoodAsync(made.Id);
        Assert.Equal(2, stage.Sink.Asked.Count(a => a.EndsWith("jwt-bearer", StringComparison.Ordinal)));
    }

    [Theory, BothDatabases]
    public async Task A_document_is_read_with_an_account_which_is_then_in_use(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var account = await stage.ConnectAsync("google");
        stage.Sink.Else = context => context.Response.WriteAsync("""{"title":"News","revisionId":"r1","body":{"content":[{"paragraph":{"paragraphStyle":{"namedStyleType":"HEADING_1"},"elements":[{"textRun":{"content":"News\n"}}]}},{"paragraph":{"elements":[{"textRun":{"content":"The ferry sails.\n"}}]}}]}}""");
        stage.Sink.Withdraw(await stage.GoodAsync(account.Id)); // not accepted any more, which only shows when it is used
        var added = await stage.Workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Kind = SourceKind.GoogleDoc, Address = Link, ConnectionId = account.Id }, Ct);
        Assert.Equal((account.Id, "News", 1), (added.Source.ConnectionId, added.Snapshot.Title, stage.Sink.Renewals));
        Assert.False((await stage.Workspace.Client.Documents.SyncSourceAsync(added.Source.Id, Ct)).Changed);

        var used = Assert.Single((await stage.Client.GetAsync(account.Id, Ct)).UsedBy);
        Assert.Equal(("source", added.Source.Id, "News"), (used.Kind, used.Id, used.Name));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.in-use", () => stage.Client.RemoveAsync(account.Id, Ct));
        stage.Sink.End();
        Assert.EndsWith("Connect the account again.", (await Problems.RefusedAsync(HttpStatusCode.Conflict, "connection.reconnect", () => stage.Workspace.Client.Documents.SyncSourceAsync(added.Source.Id, Ct))).Message, StringComparison.Ordinal);

        await stage.Workspace.Client.Documents.DeleteSourceAsync(added.Source.Id, Ct);
        await stage.Client.RemoveAsync(account.Id, Ct);
        Assert.Contains("revoke", stage.Sink.Asked);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "connection.not-found", () => stage.Client.GetAsync(account.Id, Ct));
        Assert.Empty(await stage.AlertsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_consent_ends_at_the_service_when_the_last_workspace_that_has_it_goes(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var other = await stage.Host.AddWorkspaceAsync();
        await stage.ConnectAsync("google");
        var same = await stage.ConnectAsync("google", client: other.Client.Connections);

        await EraseAsync(stage.Workspace.Id);
        Assert.DoesNotContain("revoke", stage.Sink.Asked);
        Assert.True((await other.Client.Connections.CheckAsync(same.Id, Ct)).Good);

        await EraseAsync(other.Id);
        Assert.Contains("revoke", stage.Sink.Asked);

        async Task EraseAsync(Guid id)
        {
            await using var scope = stage.Host.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<EraseWorkspace>().RunAsync(id, Ct);
        }
    }

    [Fact]
    public async Task An_account_that_does_not_fit_the_source_is_refused_by_its_field()
    {
        await using var stage = await ConnectionStage.StartAsync(DatabaseKind.Sqlite);
        var (account, stranger) = (await stage.ConnectAsync("notion"), await stage.Host.AddWorkspaceAsync());
        await FieldAsync("connectionId", () => stage.Workspace.Client.Documents.AddSourceAsync(new() { Name = "x", Kind = SourceKind.GoogleDoc, Address = Link, ConnectionId = account.Id }, Ct));
        await FieldAsync("connectionId", () => stage.Workspace.Client.Documents.AddSourceAsync(new() { Name = "x", Kind = SourceKind.Notion, Address = "https://www.notion.so/a" }, Ct));
        await FieldAsync("connectionId", () => stage.Workspace.Client.Documents.AddSourceAsync(new() { Name = "x", Markdown = "x", ConnectionId = account.Id }, Ct));
        await FieldAsync("connectionId", () => stranger.Client.Documents.AddSourceAsync(new() { Name = "x", Kind = SourceKind.Notion, Address = "https://www.notion.so/a", ConnectionId = account.Id }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_workspace_may_have_a_program_of_its_own(DatabaseKind database)
    {
        await using var stage = await ConnectionStage.StartAsync(database);
        var (before, client) = (Assert.Single(await stage.Client.ListProvidersAsync(Ct), p => p.Provider == "x"), stage.Client);
        Assert.Equal((true, true, null), (before.Ready, before.OperatorsApp, before.ClientId));
        var own = await client.SetAppAsync("x", new() { ClientId = "ours", ClientSecret = "our-secret" }, Ct);
        Assert.Equal("ours", own.ClientId);
        Assert.Contains("client_id=ours", (await client.StartAsync(new() { Provider = "x" }, Ct)).Address, StringComparison.Ordinal);
        await FieldAsync("clientSecret", () => client.SetAppAsync("x", new() { ClientId = "theirs" }, Ct));
        await FieldAsync("clientId", () => client.SetAppAsync("notion-token", new() { ClientId = "ours" }, Ct));
        await client.RemoveAppAsync("x", Ct);
        Assert.Contains("client_id=harbour-app", (await client.StartAsync(new() { Provider = "x" }, Ct)).Address, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "connection-provider.not-found", () => client.RemoveAppAsync("nobody", Ct));
    }
}
