using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Commands;

/// <summary>Prints a new one-time sign-in link, for whoever runs the server.</summary>
public static class SignInCommand
{
    public static Command Create(ServerBuilder build, Option<string?> data)
    {
        var command = new Command("sign-in", "Prints a new one-time sign-in path for the dashboard") { data };
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = build([], CommandLine.Settings("api", null, parsed.GetValue(data)));
            await app.Services.MigrateDatabaseAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            if (await db.Workspaces.OrderBy(w => w.Id).FirstOrDefaultAsync(ct) is not { } workspace)
            {
                await Console.Error.WriteLineAsync("There is no workspace yet. Start the server once; it makes the first one.");
                return CommandLine.Misused;
            }
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "owner");
            var token = scope.ServiceProvider.GetRequiredService<KeyRing>().AddSignInLink();
            await db.SaveChangesAsync(ct);
            Console.WriteLine($"/sign-in/{token}");
            return 0;
        });
        return command;
    }
}
