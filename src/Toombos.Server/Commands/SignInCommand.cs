using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Commands;

/// <summary>Prints a new one-time sign-in link, for whoever runs the server.</summary>
public static class SignInCommand
{
    public static Command Create(ServerBuilder build, Option<string?> data)
    {
        var email = new Option<string?>("--email") { Description = "Address of the person to sign in (the owner of the first workspace)" };
        var command = new Command("sign-in", "Prints a new one-time sign-in path for the dashboard: the first owner, or the person named") { data, email };
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = build([], CommandLine.Settings("api", null, parsed.GetValue(data)));
            await app.Services.MigrateDatabaseAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            AddressNormalizer.TryNormalize(parsed.GetValue(email) ?? "", out var address);
            var person = parsed.GetValue(email) is null
                ? await db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(m => m.Role == WorkspaceRole.Owner).OrderBy(m => m.Id).Select(m => (Guid?)m.PersonId).FirstOrDefaultAsync(ct)
                : await db.People.Where(p => p.NormalizedEmail == address).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
            if (person is null)
            {
                await Console.Error.WriteLineAsync(parsed.GetValue(email) is null
                    ? "There is no workspace yet. Start the server once; it makes the first one." : "Nobody has an account with this address.");
                return CommandLine.Misused;
            }
            var token = scope.ServiceProvider.GetRequiredService<KeyRing>().AddSignInLink(person.Value);
            await db.SaveChangesAsync(ct);
            Console.WriteLine($"/sign-in/{token}");
            return 0;
        });
        return command;
    }
}
