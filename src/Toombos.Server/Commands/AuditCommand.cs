using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Commands;

/// <summary>Checks the audit log of one workspace or of all, for whoever runs the server.</summary>
public static class AuditCommand
{
    /// <summary>Exit code when an entry was altered, is missing or was moved.</summary>
    const int Broken = 1;

    public static Command Create(ServerBuilder build, Option<string?> data)
    {
        var workspace = new Option<Guid?>("--workspace") { Description = "Id of the workspace (all)" };
        var verify = new Command("verify", "Checks that no entry was altered, taken out, put in or moved; exit code 1 if one was") { data, workspace };
        verify.SetAction(async (parsed, ct) =>
        {
            await using var app = build([], CommandLine.Settings("api", null, parsed.GetValue(data)));
            await app.Services.MigrateDatabaseAsync(ct);
            await using var scope = app.Services.CreateAsyncScope();
            return await VerifyAsync(scope.ServiceProvider.GetRequiredService<ToombosDb>(), parsed.GetValue(workspace), Console.Out, ct);
        });
        return new Command("audit", "The log of what was done in the workspaces") { verify };
    }

    internal static async Task<int> VerifyAsync(ToombosDb db, Guid? only, TextWriter to, CancellationToken ct)
    {
        // A workspace whose recorded end was deleted has entries still, and the other way round.
        var ends = db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]).Select(h => h.WorkspaceId);
        var entries = db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter]).Select(e => e.WorkspaceId);
        var workspaces = only is { } one ? [one] : await ends.Union(entries).OrderBy(id => id).ToListAsync(ct);
        if (only is not null && !await ends.Union(entries).AnyAsync(id => id == only, ct))
        {
            await to.WriteLineAsync($"There is no log of a workspace {only}.");
            return CommandLine.Misused;
        }
        var intact = true;
        foreach (var id in workspaces)
        {
            var verified = await VerifyAudit.RunAsync(db, id, ct);
            intact &= verified.Intact;
            await to.WriteLineAsync(Line(verified));
            foreach (var problem in verified.Problems) await to.WriteLineAsync($"  {problem.What}");
        }
        return intact ? 0 : Broken;
    }

    static string Line(AuditVerification verified) => string.Create(CultureInfo.InvariantCulture,
        $"{verified.WorkspaceId}  {(verified.Intact ? "intact" : "BROKEN")}  {verified.Checked:N0} entries, {verified.From:N0} to {verified.To:N0}, ends with {verified.Hash}");
}
