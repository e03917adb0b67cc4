using System.Diagnostics;
using Toombos.Server.Tests.Architecture;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>The certified provider from npm as a process on loopback; see tests/issuer.</summary>
/// <param name="dashboard">Address of the dashboard that the provider sends people back to.</param>
public sealed class IssuerProcess(string dashboard = IssuerProcess.PublicAddress) : IAsyncLifetime
{
    public const string PublicAddress = "https://toombos.example", Secret = "a-secret-of-forty-characters-for-tests-+/";

    Process? _process;

    /// <summary>Issuer address, such as http://127.0.0.1:41234.</summary>
    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var folder = Environment.GetEnvironmentVariable("TOOMBOS_TEST_ISSUER") ?? Repository.PathOf("artifacts", "issuer");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new InvalidOperationException($"There is no issuer in {folder}: run ./test.sh, which installs it.");
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "issuer.mjs"), dashboard + "/sign-in/sso/callback"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, _) => { }; // it warns of what is meant for tests
        _process.BeginErrorReadLine();
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.StartsWith("http", StringComparison.Ordinal)) continue;
            Address = line;
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return;
        }
        throw new InvalidOperationException("The issuer ended before it said its address.");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _process, null) is not { } process) return;
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
