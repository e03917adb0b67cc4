using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Email;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;
using Channel = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Tests.Channels;

/// <summary>Connecting, changing, checking and disconnecting channels, and opening them for use.</summary>
public sealed class ConnectedChannelTests
{
    const string Password = "harbour-master-77";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static JsonObject Mail(int port = 587, params (string Name, string? Value)[] with)
    {
        var settings = new JsonObject { ["host"] = "127.0.0.1", ["port"] = port, ["user"] = "ada", ["from"] = "news@harbour.example", ["fromName"] = "Harbour" };
        foreach (var (name, value) in with) settings[name] = value;
        return settings;
    }

    static Task<ToombosHost> StartAsync(DatabaseKind database, Action<IServiceCollection>? services = null) =>
        ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Identity:PublicAddress"] = "https://toombos.example" }, services);

    static async Task<T> InsideAsync<T>(ToombosHost host, TestWorkspace workspace, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        return await act(scope.ServiceProvider);
    }

    static Task<(Features.Channels.Channel Channel, ChannelAccount Account, IChannel Connector)> OpenAsync(ToombosHost host, TestWorkspace workspace, Guid id) =>
        InsideAsync(host, workspace, services => services.GetRequiredService<ChannelDirectory>().OpenAsync(id, Ct));

    [Theory, BothDatabases]
    public async Task A_channel_of_each_kind_is_connected_listed_and_opened_for_use(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var channels = workspace.Client.Channels;
        var mail = await channels.AddAsync(new() { Name = " Newsletter ", Kind = "email", Settings = Mail(587, ("password", Password)) }, Ct);
        var hook = await channels.AddAsync(new() { Name = "CRM", Kind = "webhook", Settings = new() { ["address"] = "https://crm.example/hook" } }, Ct);
        var site = await channels.AddAsync(new() { Name = "Site", Kind = "site" }, Ct);
        var own = await channels.AddAsync(new() { Name = "Own", Kind = "site", Settings = new() { ["address"] = "https://news.harbour.example" } }, Ct);

        Assert.Equal(["CRM", "Newsletter", "Own", "Site"], (await channels.ListAsync(Ct)).Select(c => c.Name));
        Assert.Equal(("email", null, true, null), (mail.Channel.Kind, mail.SigningKey, mail.Channel.Secrets is ["password"], mail.Channel.Settings["replyTo"]));
        Assert.True(StandardWebhooks.IsKey(hook.SigningKey));
        Assert.Equal(($"https://toombos.example/sites/{site.Channel.Id}/", "https://news.harbour.example/"), (site.Channel.Address, own.Channel.Address));
        Assert.False(mail.Channel.Settings.ContainsKey("password"));
        Assert.Equal(["email"], (await channels.GetAsync(mail.Channel.Id, Ct)).Takes);

        var account = Assert.IsType<EmailAccount>((await OpenAsync(host, workspace, mail.Channel.Id)).Account);
        Assert.Equal((Password, "ada", 587), (account.Password, account.User, account.Port));
        Assert.Equal([hook.SigningKey!], Assert.IsType<WebhookAccount>((await OpenAsync(host, workspace, hook.Channel.Id)).Account).SigningKeys);
        var folder = Assert.IsType<SiteAccount>((await OpenAsync(host, workspace, site.Channel.Id)).Account).Folder;
        Assert.Equal(Path.GetFullPath(Path.Combine(host.DataFolder, "sites", workspace.Id.ToString("N"), site.Channel.Id.ToString("N"))), folder);

        var rows = await InsideAsync(host, workspace, s => s.GetRequiredService<ToombosDb>().Channels.AsNoTracking().ToListAsync(Ct));
        Assert.DoesNotContain(rows, row => row.SealedSecrets?.Contains(Password, StringComparison.Ordinal) == true || row.SealedSecrets?.Contains(hook.SigningKey!, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Settings_that_can_not_be_right_are_refused_at_their_field()
    {
        await using var host = await StartAsync(DatabaseKind.Sqlite);
        var channels = (await host.AddWorkspaceAsync()).Client.Channels;
        async Task RefusedAsync(string field, string kind, JsonObject settings, string name = "x") => await FieldAsync(field, () => channels.AddAsync(new() { Name = name, Kind = kind, Settings = settings }, Ct));
        await RefusedAsync("kind", "pigeon", []);
        await RefusedAsync("settings.secret", "site", new() { ["secret"] = "s" });
        await RefusedAsync("name", "site", [], "\t");
        await RefusedAsync("settings.host", "email", Mail(587, ("host", "smtp example")));
        await RefusedAsync("settings.host", "email", Mail(587, ("host", null)));
        await RefusedAsync("settings.port", "email", Mail(70_000));
        await RefusedAsync("settings.security", "email", Mail(587, ("security", "rot13")));
        await RefusedAsync("settings.from", "email", Mail(587, ("from", "a b@harbour.example")));
        await RefusedAsync("settings.fromName", "email", Mail(587, ("fromName", "a\r\nBcc: eve@evil.example")));
        await RefusedAsync("settings.user", "email", Mail(587, ("user", null), ("password", "s")));
        foreach (var address in (string[])["ftp://a.example", "javascript:alert(1)", "https://user:pass@a.example", "a.example"])
            await RefusedAsync("settings.address", "webhook", new() { ["address"] = address });
        await RefusedAsync("settings.address", "site", new() { ["address"] = "https://a.example/?q" });
        Assert.Empty(await channels.ListAsync(Ct));
    }

    static async Task FieldAsync(string field, Func<Task> call, bool many = false)
    {
        var refused = await Assert.ThrowsAsync<ToombosApiException>(call);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(field, refused.Errors.Keys);
        if (!many) Assert.Single(refused.Errors);
    }

    [Theory, BothDatabases]
    public async Task A_kept_password_goes_to_no_other_server(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var channels = workspace.Client.Channels;
        var id = (await channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(587, ("password", Password)) }, Ct)).Channel.Id;
        await FieldAsync("settings.password", () => channels.UpdateAsync(id, new() { Settings = Mail(587, ("host", "evil.example")) }, Ct));
        await FieldAsync("settings.password", () => channels.UpdateAsync(id, new() { Settings = Mail(2525) }, Ct));
        await FieldAsync("settings.address", () => channels.UpdateAsync(id, new() { Settings = new() { ["address"] = "https://a.example" } }, Ct), many: true);
        Assert.Equal("Sea", $"{(await channels.UpdateAsync(id, new() { Name = "Sea", Settings = Mail(587, ("fromName", "Sea")) }, Ct)).Settings["fromName"]}");
        Assert.Equal(Password, Assert.IsType<EmailAccount>((await OpenAsync(host, workspace, id)).Account).Password);
        Assert.Empty((await channels.UpdateAsync(id, new() { Settings = Mail(587, ("host", "other.example"), ("password", "")) }, Ct)).Secrets);
    }

    [Theory, BothDatabases]
    public async Task A_replaced_key_signs_for_one_more_day(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var channels = workspace.Client.Channels;
        var hook = await channels.AddAsync(new() { Name = "CRM", Kind = "webhook", Settings = new() { ["address"] = "https://crm.example/hook" } }, Ct);
        var rotated = await channels.RotateKeyAsync(hook.Channel.Id, Ct);
        async Task<IReadOnlyList<string>> KeysAsync() => Assert.IsType<WebhookAccount>((await OpenAsync(host, workspace, hook.Channel.Id)).Account).SigningKeys;
        Assert.Equal([rotated.SigningKey!, hook.SigningKey!], await KeysAsync());
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([rotated.SigningKey!], await KeysAsync());
        var site = await channels.AddAsync(new() { Name = "Site", Kind = "site" }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.no-key", () => channels.RotateKeyAsync(site.Channel.Id, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_check_tells_what_the_other_side_said_and_is_remembered(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        await using var sink = MailSink.Start();
        sink.SignIn = ("ada", Password);
        var channels = (await host.AddWorkspaceAsync()).Client.Channels;
        var id = (await channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(sink.Port, ("password", "wrong")) }, Ct)).Channel.Id;
        var check = await channels.CheckAsync(id, Ct);
        Assert.False(check.Good);
        Assert.Contains("5.7.8", check.Findings[^1].Sentence, StringComparison.Ordinal);
        var refused = await channels.GetAsync(id, Ct);
        Assert.Equal((ChannelState.Refused, check.Findings[^1].Sentence), (refused.State, refused.Problem));
        Assert.NotNull(refused.CheckedAt);

        var mended = await channels.UpdateAsync(id, new() { Settings = Mail(sink.Port, ("password", Password)) }, Ct);
        Assert.Equal((ChannelState.Ready, null, null), (mended.State, mended.Problem, mended.CheckedAt));
        Assert.True((await channels.CheckAsync(id, Ct)).Good);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_check_of_a_webhook_is_a_signed_message()
    {
        await using var host = await StartAsync(DatabaseKind.Sqlite);
        await using var sink = await HookSink.StartAsync();
        var channels = (await host.AddWorkspaceAsync()).Client.Channels;
        var hook = await channels.AddAsync(new() { Name = "Hook", Kind = "webhook", Settings = new() { ["address"] = sink.Address } }, Ct);
        Assert.True((await channels.CheckAsync(hook.Channel.Id, Ct)).Good);
        var taken = Assert.Single(sink.Taken);
        Assert.True(StandardWebhooks.Verify(taken.Id, taken.Timestamp, taken.Signature, taken.Body, hook.SigningKey!, host.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task With_a_test_key_no_channel_is_checked()
    {
        await using var host = await StartAsync(DatabaseKind.Sqlite);
        await using var sink = MailSink.Start();
        var workspace = await host.AddWorkspaceAsync();
        using var test = await host.AddKeyAsync(workspace.Id, KeyRing.Grantable, ApiKeyMode.Test);
        var channels = new ToombosClient(test).Channels;
        var id = (await channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(sink.Port) }, Ct)).Channel.Id;
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "outbound.closed", () => channels.CheckAsync(id, Ct));
        Assert.Equal(0, sink.Connections);
    }

    [Theory, BothDatabases]
    public async Task A_channel_that_is_off_is_not_opened_and_one_in_use_is_not_disconnected(DatabaseKind database)
    {
        Guid? used = null;
        await using var host = await StartAsync(database, services => services.AddSingleton(new ChannelUse((_, id, _) => Task.FromResult(id == used ? "Two publications are planned on it. Cancel them first." : null))));
        var workspace = await host.AddWorkspaceAsync();
        var channels = workspace.Client.Channels;
        var site = (await channels.AddAsync(new() { Name = "Site", Kind = "site" }, Ct)).Channel;
        Assert.Equal(ChannelState.Off, (await channels.UpdateAsync(site.Id, new() { Off = true }, Ct)).State);
        Assert.Equal("channel.off", (await Assert.ThrowsAsync<DomainRuleException>(() => OpenAsync(host, workspace, site.Id))).Code);
        Assert.True((await channels.CheckAsync(site.Id, Ct)).Good);
        Assert.Equal(ChannelState.Off, (await channels.GetAsync(site.Id, Ct)).State);
        Assert.Equal(ChannelState.Ready, (await channels.UpdateAsync(site.Id, new() { Off = false }, Ct)).State);

        used = site.Id;
        Assert.Contains("Two publications", (await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.in-use", () => channels.DeleteAsync(site.Id, Ct))).Message, StringComparison.Ordinal);
        used = null;
        await channels.DeleteAsync(site.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "channel.not-found", () => channels.GetAsync(site.Id, Ct));
        Assert.Equal("channel.not-found", (await Assert.ThrowsAsync<DomainRuleException>(() => OpenAsync(host, workspace, site.Id))).Code);
    }

    [Fact]
    public async Task A_workspace_has_no_more_than_a_hundred_channels()
    {
        await using var host = await StartAsync(DatabaseKind.Sqlite);
        var channels = (await host.AddWorkspaceAsync()).Client.Channels;
        for (var i = 0; i < 100; i++) await channels.AddAsync(new() { Name = $"{i}", Kind = "site" }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.too-many", () => channels.AddAsync(new() { Name = "x", Kind = "site" }, Ct));
    }
}
