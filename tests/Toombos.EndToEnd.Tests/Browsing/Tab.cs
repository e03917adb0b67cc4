using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Toombos.EndToEnd.Tests.Browsing;

/// <summary>How a tab is opened.</summary>
public sealed record TabOptions
{
    public int Width { get; init; } = 1440;
    public int Height { get; init; } = 900;
    public bool Night { get; init; }

    /// <summary>Cookies of a signed-in person; a stranger's when left out.</summary>
    public string? SignedInAs { get; init; }
}

/// <summary>A tab of its own context, which remembers whatever its page complained of.</summary>
public sealed class Tab : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly ConcurrentQueue<string> _complaints = new();
    TaskCompletionSource _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _requests, _framesSent, _framesReceived, _visit;

    Tab(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Type}: {message.Text}"); };
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
        page.RequestFailed += (_, request) => { if (request.Failure?.Contains("ERR_ABORTED", StringComparison.Ordinal) != true) _complaints.Enqueue($"request failed: {request.Url} {request.Failure}"); };
        page.Response += (_, answer) => { if (answer.Status >= 400) _complaints.Enqueue($"{answer.Status}: {answer.Url}"); };
        page.Request += (_, _) => Interlocked.Increment(ref _requests);
        page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, _) => Interlocked.Increment(ref _framesSent);
            var visit = Volatile.Read(ref _visit);
            socket.FrameReceived += (_, frame) =>
            {
                Interlocked.Increment(ref _framesReceived);
                // A late frame of the page before says nothing about this one.
                if (visit == Volatile.Read(ref _visit) && frame.Binary?.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0) _interactive.TrySetResult();
            };
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings on the console, failed requests, refused content.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Requests and socket messages that the page has sent so far.</summary>
    public int Traffic => Volatile.Read(ref _requests) + Volatile.Read(ref _framesSent);

    public static async Task<Tab> OpenAsync(IBrowser browser, string address, TabOptions? options = null)
    {
        options ??= new();
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address, ViewportSize = new() { Width = options.Width, Height = options.Height },
            ColorScheme = options.Night ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, StorageState = options.SignedInAs, Locale = "en-GB",
        });
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Opens an address and waits until its page answers to clicks.</summary>
    public async Task GoAsync(string path, bool isStatic = false)
    {
        _interactive = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _visit);
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        if (!isStatic) await InteractiveAsync();
    }

    /// <summary>Waits until the circuit has drawn the page that was rendered on the server, and has nothing more to say.</summary>
    public async Task InteractiveAsync()
    {
        await _interactive.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        int heard;
        do
        {
            heard = Volatile.Read(ref _framesReceived);
            await Page.WaitForTimeoutAsync(150);
        }
        while (heard != Volatile.Read(ref _framesReceived));
    }

    /// <summary>Presses the button of a one-time link.</summary>
    public async Task SignInAsync(string link)
    {
        Interlocked.Increment(ref _visit);
        await Page.GotoAsync(link);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in on this device" }).ClickAsync();
        await InteractiveAsync();
    }

    public Task<string> CookiesAsync() => _context.StorageStateAsync();

    /// <summary>No error on the console, no failed request, no sideways scroll, one heading of the first level, and nothing for axe to find.</summary>
    public async Task AssertSoundAsync(string where)
    {
        Assert.True(_complaints.IsEmpty, $"{where} complained:\n{string.Join('\n', _complaints)}");
        var overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{where} scrolls sideways by {overflow} pixels: {await WidestAsync()}");
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        // The head is drawn anew when the page comes alive, and has no title for a moment.
        await Assertions.Expect(Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("."));
        await AssertAxeAsync(where, null);
    }

    /// <summary>What the night changes of a page that is sound by day.</summary>
    public Task AssertColoursAsync(string where) => AssertAxeAsync(where, new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] });

    async Task AssertAxeAsync(string where, RunOnlyOptions? only)
    {
        // Previews stand in frames that may not run scripts, axe's among them.
        var found = (await Page.RunAxe(new AxeRunOptions { Iframes = false, RunOnly = only }).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Violations;
        Assert.True(found.Length == 0, $"{where}, axe: {string.Join("\n", found.Select(v => $"{v.Id}: {v.Help} at {string.Join(" | ", v.Nodes.Take(5).Select(n => n.Html))}"))}");
    }

    Task<string> WidestAsync() => Page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ')
        """);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
