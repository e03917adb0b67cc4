using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audit;

/// <summary>Somebody with a hand in the database, who can also put the triggers aside.</summary>
static class Tamper
{
    public static string IdOf(Guid id, DatabaseKind database) => database == DatabaseKind.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();

    public static async Task ExecuteAsync(ToombosHost host, string sql, bool dropTriggers = true)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        if (!dropTriggers) await db.Database.ExecuteSqlRawAsync(sql);
        else await db.InTransactionAsync(async () =>
        {
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlRawAsync("SET LOCAL session_replication_role = replica");
            else await db.Database.ExecuteSqlRawAsync("DROP TRIGGER IF EXISTS audit_entries_no_update; DROP TRIGGER IF EXISTS audit_entries_no_delete;");
            return await db.Database.ExecuteSqlRawAsync(sql);
        }, CancellationToken.None);
        if (dropTriggers && !db.Database.IsNpgsql()) await AuditTriggers.EnsureAsync(db, CancellationToken.None);
    }

    public static async Task<AuditRow> ReadAsync(ToombosHost host, Guid workspace, long sequence)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ToombosDb>().AuditEntries.IgnoreQueryFilters().AsNoTracking().SingleAsync(e => e.WorkspaceId == workspace && e.Sequence == sequence);
    }

    /// <summary>Deletes an entry and puts it back as it was.</summary>
    public static Task RestoreAsync(ToombosHost host, AuditRow row, DatabaseKind database)
    {
        string Bytes(byte[] value) => database == DatabaseKind.Sqlite ? $"x'{Convert.ToHexString(value)}'" : $"'\\x{Convert.ToHexString(value)}'";
        string Text(string? value) => value is null ? "NULL" : "'" + value.Replace("'", "''", StringComparison.Ordinal).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) + "'";
        var id = IdOf(row.WorkspaceId, database);
        var actor = row.ActorId is { } known ? $"'{IdOf(known, database)}'" : "NULL";
        return ExecuteAsync(host,
            $"""
            UPDATE audit_entries SET "At" = {AuditRow.Microseconds.ToNumber(row.At)}, "ActorKind" = '{row.ActorKind}', "ActorId" = {actor}, "ActorName" = {Text(row.ActorName)}, "Action" = {Text(row.Action)},
                "TargetKind" = {Text(row.TargetKind)}, "TargetId" = {Text(row.TargetId)}, "Address" = {Text(row.Address)}, "Device" = {Text(row.Device)}, "Summary" = {Text(row.Summary)},
                "PreviousHash" = {Bytes(row.PreviousHash)}, "Hash" = {Bytes(row.Hash)} WHERE "WorkspaceId" = '{id}' AND "Sequence" = {row.Sequence}
            """);
    }
}
