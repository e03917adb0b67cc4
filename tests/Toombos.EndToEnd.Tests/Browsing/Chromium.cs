using Microsoft.Playwright;

namespace Toombos.EndToEnd.Tests.Browsing;

/// <summary>The one browser of the run, started by the first test that opens a tab.</summary>
public sealed class Chromium : IAsyncDisposable
{
    static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    public async Task<IBrowser> BrowserAsync() => (await _started.Value).Browser;

    static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var path = Environment.GetEnvironmentVariable("TOOMBOS_TEST_CHROMIUM")
            ?? throw new InvalidOperationException("TOOMBOS_TEST_CHROMIUM is not set: run ./test.sh, which finds or installs Chromium.");
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments }));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (playwright, browser) = await _started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
