using System.Diagnostics;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>What a command left behind.</summary>
public sealed record Ended(int Code, string Output, string Errors);

/// <summary>Runs the executable as somebody at a terminal would, and waits for its end.</summary>
static class Terminal
{
    public static async Task<Ended> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(ServerProcess.Executable, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{ServerProcess.Executable} did not start.");
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{string.Join(' ', arguments)}' did not end within a minute.");
        }
        return new(process.ExitCode, await output, await errors);
    }
}
