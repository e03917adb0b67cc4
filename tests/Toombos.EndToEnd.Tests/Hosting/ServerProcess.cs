using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>The built executable as a process of its own, as an operator would start it.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly ConcurrentQueue<string> _lines = new();
    readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _signIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _key = new(TaskCreationOptions.RunContinuationsAsynchronously);

    bool _gone;

    ServerProcess(Process process) => _process = process;

    /// <summary>The executable beside this test's own: same configuration, with the static files as built.</summary>
    public static string Executable { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("Toombos.EndToEnd.Tests", "Toombos.Server", StringComparison.Ordinal), "Toombos.Server");

    public string Output => string.Join('\n', _lines);

    public string LastLines => string.Join('\n', _lines.TakeLast(40));

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Where it listens, for example http://127.0.0.1:41234.</summary>
    public Task<string> AddressAsync() => WithinAsync(_address.Task, "its address");

    /// <summary>A client with the server's address.</summary>
    public async Task<HttpClient> ConnectAsync() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(await AddressAsync()) };

    /// <summary>The one-time link that it printed.</summary>
    public Task<string> SignInLinkAsync() => WithinAsync(_signIn.Task, "a sign-in link");

    /// <summary>The API key that it printed.</summary>
    public Task<string> KeyAsync() => WithinAsync(_key.Task, "an API key");

    public static async Task<ServerProcess> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo(Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information"; // it says there where it listens
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var server = new ServerProcess(new Process { StartInfo = start });
        server.Start();
        try
        {
            using var http = await server.ConnectAsync();
            // Not at once where the database is away at that moment.
            await Eventually.SatisfiesAsync(async () =>
            {
                using var ready = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
                return ready.IsSuccessStatusCode;
            }, ready => ready);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    void Start()
    {
        _process.OutputDataReceived += (_, e) => Read(e.Data);
        _process.ErrorDataReceived += (_, e) => Read(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    void Read(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (Listening().Match(line) is { Success: true } listening) _address.TrySetResult(listening.Groups["address"].Value);
        if (SignIn().Match(line) is { Success: true } link) _signIn.TrySetResult(link.Value);
        if (ApiKey().Match(line) is { Success: true } key) _key.TrySetResult(key.Value);
    }

    async Task<string> WithinAsync(Task<string> said, string what)
    {
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        try
        {
            await Task.WhenAny(said, ended).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The server did not print {what} within 30 seconds. It printed:\n{Output}");
        }
        Assert.True(said.IsCompleted, $"The server ended before it printed {what}. It printed:\n{Output}");
        return await said;
    }

    /// <summary>Asks it to end, as a service manager would, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, in the middle of whatever it does, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends it a signal by name, such as STOP or CONT.</summary>
    public async Task SignalAsync(string name)
    {
        using var signal = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_gone) return;
        _gone = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine(Output);
        _process.Dispose();
    }

    [GeneratedRegex("Now listening on: (?<address>http://[^ ]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();

    [GeneratedRegex("http://[^ ]+/sign-in/[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex SignIn();

    [GeneratedRegex("tb_live_[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex ApiKey();
}
