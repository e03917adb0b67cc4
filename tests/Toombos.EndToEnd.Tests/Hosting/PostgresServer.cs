using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>How a PostgreSQL server ends: told by an operator, who has open transactions undone, or as by a power cut, from which it recovers when it starts.</summary>
public enum PostgresStop { Fast, Immediate }

/// <summary>A PostgreSQL server that belongs to one test, which may stop it at any moment. Unlike the one that all tests share it writes through to the disk, so that a crash is honest.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>PostgreSQL refuses to run as root.</summary>
    static readonly bool IsRoot = Environment.UserName == "root";
    static readonly string Owner = IsRoot ? "postgres" : Environment.UserName;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-postgres-");
    readonly string _port = FreePort().ToString(CultureInfo.InvariantCulture);

    string Data => Path.Combine(_folder.FullName, "data");
    string Log => Path.Combine(Data, "server.log");

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={Owner};Database=postgres;Maximum Pool Size=20";

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        try
        {
            await RunAsync("chmod", ["711", server._folder.FullName]);
            await RunAsync("install", ["-d", "-m", "700", "-o", Owner, server.Data]);
            await server.RunProgramAsync("initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            await server.BeginAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it in the middle of whatever it does, and starts it again after a while.</summary>
    public async Task RestartAsync(PostgresStop how, TimeSpan away)
    {
        await EndAsync(how);
        await Task.Delay(away, TimeProvider.System, TestContext.Current.CancellationToken);
        await BeginAsync();
    }

    Task BeginAsync() => RunProgramAsync("pg_ctl", "-w", "-t", "60", "-l", Log, "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={Data}", "start");

    Task EndAsync(PostgresStop how) => RunProgramAsync("pg_ctl", "-w", "-t", "60", "-m", how == PostgresStop.Fast ? "fast" : "immediate", "stop");

    Task RunProgramAsync(string program, params string[] arguments)
    {
        string[] command = [PathOf(program), "-D", Data, .. arguments];
        return IsRoot ? RunAsync("runuser", ["-u", Owner, "--", .. command]) : RunAsync(command[0], command[1..]);
    }

    /// <summary>Debian keeps the server programs of PostgreSQL off the path.</summary>
    static string PathOf(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", program)).First(File.Exists);

    static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Join('\n', said)}");
    }

    /// <summary>Below the ports that connections get by themselves: while the server is away nobody else may get its port.</summary>
    static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                continue; // somebody has it
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await EndAsync(PostgresStop.Immediate);
        _folder.Delete(recursive: true);
    }
}
