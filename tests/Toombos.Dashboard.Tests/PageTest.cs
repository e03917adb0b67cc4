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
        Version = 3,
    };

    internal FakeApi Api { get; } = new();

    internal Notices Notices => Services.GetRequiredService<Notices>();

    protected PageTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Api.On("GET v1/workspaces", new Page<Workspace>([Tidewater], null));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddSingleton<IMemoryCache>(_ => new MemoryCache(Options.Create(new MemoryCacheOptions())));
        Services.AddHttpClient("api", http => http.BaseAddress = new("http://api/")).ConfigurePrimaryHttpMessageHandler(() => Api);
        Services.AddScoped(provider => new ToombosClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient("api")));
        Services.AddScoped<SessionKey>();
        Services.AddScoped<Handover>();
        Services.AddScoped<CurrentWorkspace>();
        Services.AddScoped<Notices>();
        Services.AddScoped<CitedBlocks>();
    }

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
