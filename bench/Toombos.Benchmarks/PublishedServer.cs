using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Toombos.Benchmarks;

/// <summary>The published executable in a process of its own, with SQLite in a folder that is gone afterwards.</summary>
sealed partial class PublishedServer : IAsyncDisposable
{
    readonly Process _process;
    readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("toombos-bench-");
    readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> _key = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PublishedServer(string executable, string role, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(Path.GetFullPath(executable), ["--role", role, "--data", _data.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Warning";
        // What is measured is how fast it can be, not how fast a plan lets it be.
        start.Environment["RateLimits__Enabled"] = "false";
        start.Environment["Plans__premium__PiecesPerMonth"] = "";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Read(e.Data ?? "");
        _process.ErrorDataReceived += (_, e) => Read(e.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task<string> AddressAsync() => _address.Task.WaitAsync(TimeSpan.FromSeconds(30));
    public Task<string> KeyAsync() => _key.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Resident memory in MB, as the system counts it.</summary>
    public double ResidentMegabytes() => ResidentMegabytesOf(_process);

    public static double ResidentMegabytesOf(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    void Read(string line)
    {
        if (Listening().Match(line) is { Success: true } listening) _address.TrySetResult(listening.Value);
        if (Key().Match(line) is { Success: true } key) _key.TrySetResult(key.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();

    [GeneratedRegex("tb_live_[0-9a-f]+", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
