using System.CommandLine;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Commands;

/// <summary>Looks after stored secrets, for whoever runs the server.</summary>
public static class SecretsCommand
{
    public static Command Create(ServerBuilder build, Option<string?> data)
    {
        var rotate = new Command("rotate", "Makes a new key and encrypts every stored secret again under it; one that was cut short is taken up") { data };
        // Which database and which certificate is configuration in ASP.NET Core's form, as for serve.
        rotate.TreatUnmatchedTokensAsErrors = false;
        rotate.SetAction(async (parsed, ct) =>
        {
            await using var app = build([.. parsed.UnmatchedTokens], CommandLine.Settings("worker", null, parsed.GetValue(data)));
            await app.Services.MigrateDatabaseAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<RotateSecrets>().RunAsync(ct);
            Console.WriteLine($"{(report.Resumed ? "Took up the rotation to key" : "Made key")} {report.KeyId}. Encrypted again: {report.Renewed}.");
            if (report.Unreadable == 0) return 0;
            await Console.Error.WriteLineAsync($"{report.Unreadable} secrets can't be opened by any key that is there. See docs/operations/secrets.md, 'When keys are lost'.");
            return 1;
        });
        return new Command("secrets", "Looks after stored secrets") { rotate };
    }
}
