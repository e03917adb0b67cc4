using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Toombos.JobLoad;

/// <summary>A node in a process of its own, and how to talk to it.</summary>
sealed class NodeProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Channel<string> _answers = Channel.CreateUnbounded<string>();

    public NodeProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null) _answers.Writer.TryComplete();
            else if (e.Data.StartsWith("= ", StringComparison.Ordinal)) _answers.Writer.TryWrite(e.Data[2..]);
        };
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public async Task<string> ReadAsync() => await _answers.Reader.ReadAsync();

    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    public async Task<long> NumberAsync(string line) => long.Parse(await AskAsync(line), CultureInfo.InvariantCulture);

    /// <summary>Ends at once, as by a crash.</summary>
    public void Kill() => _process.Kill();

    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Time on a core so far, of user and system.</summary>
    public TimeSpan Busy()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
