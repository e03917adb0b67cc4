using System.Text;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Client.Alerts;
using Toombos.Client.Chains;
using Toombos.Client.Channels;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Client.Stale;
using Toombos.Client.Workspaces;
using Toombos.Dashboard.Access;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Writing;

namespace Toombos.Dashboard.Tests;

/// <summary>A signed-in browser without a browser: pages render against the SDK and the fake API.</summary>
public abstract class PageTest : BunitContext
{
    internal static readonly Workspace Tidewater = new()
    {
        Id = Guid.Parse("11111111-1111-7111-8111-111111111111"),
        Name = "Tidewater Kayaks",
        Brand = new() { Name = "Tidewater Kayaks", TimeZone = "Europe/Stockholm" },
        CreatedAt = DateTimeOffset.Parse("2026-10-01T08:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
        Plan = "free",
        Version = 3,
    };

    /// <summary>Whoever looks at the pages: an owner, unless the test says otherwise.</summary>
    internal static readonly Me Ines = new()
    {
        Id = Guid.Parse("22222222-2222-7222-8222-222222222222"), Name = "Ines Duarte", Email = "ines@tidewater.example", EmailVerified = true, HasPassword = true, HasAuthenticator = false,
        RecoveryCodesLeft = 0, Passkeys = 0, CreatedAt = Tidewater.CreatedAt, WorkspaceId = Tidewater.Id, Role = WorkspaceRole.Owner, Scopes = [.. Permissions.Matrix[WorkspaceRole.Owner]],
    };

    /// <summary>Events are gathered for a moment before they are answered, and machines are slow at times.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal FakeApi Api { get; } = new();

    internal Notices Notices => Services.GetRequiredService<Notices>();

    protected PageTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = Patience;
        Api.On("GET v1/workspaces", new Page<Workspace>([Tidewater], null)).On($"GET v1/workspaces/{Tidewater.Id}", Tidewater).On("GET v1/me", Ines);
        // What most pages ask beside their own matter: nothing is published, nothing works, no channel is connected, nothing is late.
        Api.On("GET v1/publications", new Page<Publication>([], null)).On("GET v1/jobs", new Page<Job>([], null)).On("GET v1/jobs/counts", new JobCounts(0, 0, 0, 0, 0, 0, 0)).On<IReadOnlyList<Channel>>("GET v1/channels", []).On("GET v1/alerts", new Page<Alert>([], null));
        Api.On<IReadOnlyList<ChainKind>>("GET v1/chains/kinds", []);
        Api.On("GET v1/stale/count", new StaleCount(0, 0)).On("GET v1/stale", new Page<StaleDraft>([], null));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddSingleton<IMemoryCache>(_ => new MemoryCache(Options.Create(new MemoryCacheOptions())));
        Services.AddHttpClient("api", http => http.BaseAddress = new("http://api/")).ConfigurePrimaryHttpMessageHandler(() => Api);
        Services.AddScoped(provider => new ToombosClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient("api")));
        Services.AddScoped<SessionKey>();
        Services.AddScoped<CurrentPerson>();
        Services.AddScoped<LiveEvents>();
        Services.AddScoped<IdentityCheck>();
        Services.AddScoped<Handover>();
        Services.AddScoped<CurrentWorkspace>();
        Services.AddScoped<Notices>();
        Services.AddScoped<CitedBlocks>();
    }

    /// <summary>The person at the screen has another role than owner.</summary>
    internal void ActAs(WorkspaceRole role) => Api.On("GET v1/me", Ines with { Role = role, Scopes = [.. Permissions.Matrix[role]] });

    protected string Address => Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    protected void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    /// <summary>What the browser's module would hand over when a large text box is read.</summary>
    protected void TextBoxHolds(string text) =>
        JSInterop.SetupModule(call => call.Arguments.Any(a => a is string path && path.Contains("LongText", StringComparison.Ordinal)))
            .Setup<IJSStreamReference>("read", _ => true).SetResult(new TextStream(text));

    internal sealed class TextStream(string text) : IJSStreamReference
    {
        public long Length => Encoding.UTF8.GetByteCount(text);

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) =>
            new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
