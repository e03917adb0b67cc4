using Toombos.Client;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;

[assembly: AssemblyFixture(typeof(Toombos.EndToEnd.Tests.Browsing.DemoSite))]

namespace Toombos.EndToEnd.Tests.Browsing;

/// <summary>The demo as a stranger starts it, signed in once, for tests that only look.</summary>
public sealed class DemoSite : IAsyncDisposable
{
    readonly Chromium _chromium = new();
    readonly SqliteTestDatabase _database = new();
    readonly Lazy<Task<Running>> _running;
    ServerProcess? _server;

    public DemoSite() => _running = new(StartOnceAsync);

    sealed record Running(string Address, string Cookies, IReadOnlyDictionary<string, string> Screens);

    /// <summary>Addresses of every screen by name, with the demo's own ids in them.</summary>
    public static IReadOnlyList<string> ScreenNames { get; } =
    [
        "home", "sources", "document", "document changes", "document versions", "document text", "edit document", "create", "pieces", "piece",
        "newsletter", "newsletter sources", "newsletter edit", "newsletter checks", "newsletter versions", "web post", "social post", "social edit", "social pictures", "media", "audiences", "audience", "channels", "settings",
        "members", "keys", "single sign-on", "usage", "audit log", "data", "account", "security", "welcome", "welcome brand", "welcome document",
        "publications", "calendar", "calendar week", "calendar agenda", "jobs", "webhooks", "webhook", "stale", "stale text", "chains", "chain", "connections", "models", "model routes", "model spending", "model calls", "prompts", "prompt", "social variants", "evaluations", "voices", "voice", "new voice",
    ];

    /// <summary>A tab on another server than the demo, in the same browser.</summary>
    /// <param name="host">Name by which the browser calls the server, where its number will not do.</param>
    public async Task<Tab> OpenElsewhereAsync(ServerProcess server, TabOptions? options = null, string host = "127.0.0.1") =>
        await Tab.OpenAsync(await _chromium.BrowserAsync(), (await server.AddressAsync()).Replace("127.0.0.1", host, StringComparison.Ordinal), options);

    public async Task<string> PathOfAsync(string screen) => (await StartAsync()).Screens[screen];

    public async Task<Tab> OpenAsync(TabOptions? options = null, bool signedIn = true)
    {
        var running = await StartAsync();
        return await Tab.OpenAsync(await _chromium.BrowserAsync(), running.Address, (options ?? new()) with { SignedInAs = signedIn ? running.Cookies : null });
    }

    /// <summary>Once: where it fails, it fails for every test alike instead of being tried again and again.</summary>
    Task<Running> StartAsync() => _running.Value;

    async Task<Running> StartOnceAsync()
    {
        var server = await ServerProcess.StartAsync(["demo"], _database.Settings);
        _server = server;
        var address = await server.AddressAsync();
        var cookies = "";
        await using (var tab = await Tab.OpenAsync(await _chromium.BrowserAsync(), address))
        {
            await tab.SignInAsync(await server.SignInLinkAsync());
            cookies = await tab.CookiesAsync();
        }
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        return new(address, cookies, await ScreensAsync(new(http)));
    }

    /// <summary>A small red picture.</summary>
    static byte[] Ferry { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR4nGM4ISeHFTFQTwIAbv4ggUBHKgEAAAAASUVORK5CYII=");

    static async Task<Dictionary<string, string>> ScreensAsync(ToombosClient client)
    {
        var ct = TestContext.Current.CancellationToken;
        var source = $"/sources/{(await client.Documents.ListSourcesAsync(ct: ct)).Items[0].Id}";
        var webhook = (await client.Webhooks.AddAsync(new() { Name = "Helpdesk", Address = "https://helpdesk.example/toombos", Kinds = ["publication.published", "alert"] }, ct)).Webhook.Id;
        await client.Webhooks.UpdateAsync(webhook, new() { Off = true }, ct);
        var piece = (await client.Writing.ListPiecesAsync(ct: ct)).Items[0];
        string Draft(string channel) => $"/pieces/{piece.Id}/drafts/{piece.Drafts.First(d => d.Channel == channel).Id}";
        var stale = (await Eventually.SatisfiesAsync(() => client.Stale.ListAsync(ct: ct), page => page.Items.Count > 0)).Items[0];
        await client.Evals.AddCaseAsync(new() { DraftId = piece.Drafts[0].Id, Name = "Letter with many figures" }, ct);
        foreach (var words in (string?[])["A red ferry leaves the harbour.", null])
        {
            var file = await client.Files.UploadAsync("ferry.png", new MemoryStream(Ferry), ct: ct);
            if (words is not null) await client.Files.UpdateAsync(file.Id, new() { AltText = words }, ct);
        }
        var chain = (await client.Chains.CreateAsync(new() { Kind = "launch", SourceId = piece.SourceId, StartsOn = new(2027, 1, 11) }, ct)).Id;
        return new()
        {
            ["chains"] = "/chains", ["chain"] = $"/chains/{chain}",
            ["stale"] = "/stale", ["stale text"] = $"/stale/{stale.DraftId}?version={stale.VersionNumber}",
            ["home"] = "/", ["sources"] = "/sources", ["document"] = source, ["document changes"] = $"{source}?tab=changes", ["document versions"] = $"{source}?tab=versions",
            ["document text"] = $"{source}?tab=text", ["edit document"] = $"{source}/edit", ["create"] = "/create", ["pieces"] = "/pieces", ["piece"] = $"/pieces/{piece.Id}",
            ["newsletter"] = Draft("email"), ["newsletter sources"] = $"{Draft("email")}?view=sources", ["newsletter edit"] = $"{Draft("email")}?view=edit",
            ["newsletter checks"] = $"{Draft("email")}?view=checks", ["newsletter versions"] = $"{Draft("email")}?view=versions", ["web post"] = Draft("web"),
            ["social post"] = Draft("bluesky"), ["social edit"] = $"{Draft("x")}?view=edit", ["social pictures"] = $"{Draft("bluesky")}?view=pictures", ["media"] = "/media", ["audiences"] = "/audiences", ["audience"] = $"/audiences/{(await client.Audiences.ListAsync(ct: ct)).Items[0].Id}", ["channels"] = "/channels", ["limits"] = "/channels/limits", ["settings"] = "/settings", ["members"] = "/settings/members", ["keys"] = "/settings/keys",
            ["single sign-on"] = "/settings/sso", ["usage"] = "/settings/usage", ["audit log"] = "/settings/audit", ["data"] = "/settings/data",
            ["account"] = "/account", ["security"] = "/account/security", ["welcome"] = "/welcome", ["welcome brand"] = "/welcome/brand", ["welcome document"] = "/welcome/document",
            ["publications"] = "/publications", ["calendar"] = "/calendar", ["calendar week"] = "/calendar?view=week", ["calendar agenda"] = "/calendar?view=agenda", ["jobs"] = "/jobs", ["webhooks"] = "/settings/webhooks", ["webhook"] = $"/settings/webhooks/{webhook}",
            ["voices"] = "/settings/voices", ["voice"] = $"/settings/voices/{(await client.Voices.ListAsync(ct))[0].Id}", ["new voice"] = "/settings/voices/new",
            ["connections"] = "/settings/connections", ["models"] = "/settings/models", ["model routes"] = "/settings/models/routes", ["model spending"] = "/settings/models/spending", ["model calls"] = "/settings/models/calls", ["evaluations"] = "/settings/models/evaluations",
            ["prompts"] = "/settings/models/prompts", ["prompt"] = "/settings/models/prompts/brief.newsletter", ["social variants"] = $"{Draft("bluesky")}?view=variants",
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        await _chromium.DisposeAsync();
        await _database.DisposeAsync();
    }
}
