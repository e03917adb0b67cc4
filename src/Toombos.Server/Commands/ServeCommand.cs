using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Commands;

/// <summary>Starts the server. At the very first start of an API it makes a workspace and prints its key, once.</summary>
public static class ServeCommand
{
    /// <summary>The first workspace has a fixed id, so that of two nodes starting together only one makes it.</summary>
    static readonly Guid FirstWorkspace = new("00000000-0000-7000-8000-000000000001");

    static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    const int MostTries = 60;

    public static async Task<int> RunAsync(WebApplication app, CancellationToken ct, Func<WebApplication, CancellationToken, Task>? whenListening = null)
    {
        await using (app)
        {
            var role = Roles.Of(app.Configuration);
            if (role.HasFlag(Role.Api) || role.HasFlag(Role.Worker)) await WithDatabaseAsync(() => app.Services.MigrateDatabaseAsync(ct), ct);
            try
            {
                await app.StartAsync(ct);
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException or SocketException)
            {
                await Console.Error.WriteLineAsync("The port is in use by another program. Choose another one with --port, for example --port 8080.");
                return CommandLine.Misused;
            }
            if (whenListening is not null) await whenListening(app, ct);
            else if (role.HasFlag(Role.Api)) await WithDatabaseAsync(() => GreetFirstRunAsync(app, ct), ct);
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
    }

    /// <summary>Waits for a database that starts at the same time as the server, or is just being restarted.</summary>
    static async Task WithDatabaseAsync(Func<Task> work, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception away) when (DatabaseAway.Caused(away) && tries < MostTries)
            {
                if (tries == 1) await Console.Error.WriteLineAsync($"The database does not answer ({away.GetBaseException().Message}). It is asked again every second for a minute.");
                await Task.Delay(BetweenTries, TimeProvider.System, ct);
            }
        }
    }

    static async Task GreetFirstRunAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        if (await db.Workspaces.AnyAsync(ct)) return;
        try
        {
            var provision = scope.ServiceProvider.GetRequiredService<ProvisionWorkspace>();
            var owner = provision.NewOwner("Owner", "owner@localhost");
            var (workspace, key) = await provision.RunAsync(new() { Name = "My workspace" }, owner, ct, FirstWorkspace);
            var token = scope.ServiceProvider.GetRequiredService<KeyRing>().AddSignInLink(owner.Id);
            await db.SaveChangesAsync(ct);
            Console.WriteLine($"""

                Workspace '{workspace.Name}' is ready.
                  API key, shown this once:  {key}
                  Sign in, once, within an hour:  {AddressOf(app)}/sign-in/{token}

                """);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Another node made it between our look and our save; that node printed the key.
        }
    }

    /// <summary>The address that people can open.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.First().Replace("[::]", "localhost").Replace("0.0.0.0", "localhost").TrimEnd('/');
}
