using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Toombos.Client.Audit;
using Toombos.Server.Features.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Benchmarks;

/// <summary>A long log as a busy workspace would leave it: many common actions, some rare ones, one that happened only long ago; truly chained.</summary>
static class AuditFill
{
    static readonly string[] Common = ["documents.sync-source", "writing.edit-draft", "writing.create-piece", "documents.update-document", "writing.approve-draft", "access.sign-in", "system.folder-watch", "files.add-file"];
    static readonly string[] Rare = [.. Enumerable.Range(0, 40).Select(i => $"members.operation-{i}")];
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<(string Name, AuditFilter Filter)> Filters(int entries)
    {
        var none = new AuditFilter();
        yield return ("no filter", none);
        yield return ("a feature with common actions (writing.)", none with { Action = "writing." });
        yield return ("a feature with forty rare actions (members.)", none with { Action = "members." });
        yield return ("an action that happened only long ago", none with { Action = "access.rotate-api-key" });
        yield return ("an action that never happened", none with { Action = "privacy.erase-person" });
        yield return ("an actor with an eighth of all", none with { ActorId = ActorOf(3) });
        yield return ("a target kind", none with { TargetKind = "draft" });
        yield return ("one target", none with { TargetId = "target-4711" });
        yield return ("an address", none with { Address = "198.51.100.7" });
        yield return ("a month long ago", none with { From = Start.AddMinutes(entries / 4), To = Start.AddMinutes(entries / 4).AddDays(30) });
        yield return ("actor, feature and month together", none with { ActorId = ActorOf(5), Action = "writing.", From = Start.AddMinutes(entries / 4), To = Start.AddMinutes(entries / 4).AddDays(30) });
        yield return ("a common actor with an action of others", none with { ActorId = ActorOf(1), Action = "access.rotate-api-key" });
    }

    public static async Task RunAsync(ToombosDb db, Guid workspace, int entries)
    {
        if (db.Database.IsNpgsql()) await CopyAsync(db, workspace, entries);
        else await InsertAsync(db, workspace, entries);
    }

    static Guid ActorOf(int number) => new(0x0ac70000 + number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    static IEnumerable<AuditRow> Rows(Guid workspace, int entries)
    {
        var last = AuditForm.Zero;
        for (var i = 1; i <= entries; i++)
        {
            var previous = last;
            var action = i < 2000 && i % 20 == 0 ? "access.rotate-api-key" : i % 500 == 0 ? Rare[i / 500 % Rare.Length] : Common[i % Common.Length];
            AuditRow With(byte[] hash) => new()
            {
                WorkspaceId = workspace, Sequence = i, At = Start.AddMinutes(i), ActorKind = AuditActorKind.Person, ActorId = ActorOf(action == "access.rotate-api-key" ? 99 : i / 7 % 8),
                ActorName = "Ada Lind", Action = action, TargetKind = i % 3 == 0 ? "draft" : "source", TargetId = string.Create(CultureInfo.InvariantCulture, $"target-{i % 20_000}"),
                Address = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i / 11 % 200}"), Device = "Firefox on Linux", PreviousHash = previous, Hash = hash,
                Summary = """{"changes":[{"kind":"draft","id":"0199a000-0000-7000-8000-000000000000","name":"October letter","verb":"changed","fields":[{"name":"versionNumber","before":"3","after":"4"},{"name":"score","before":"81.5","after":"88"}]}],"more":{"draft-version":1}}""",
            };
            last = AuditForm.HashOf(previous, With([]));
            yield return With(last);
        }
    }

    static async Task CopyAsync(ToombosDb db, Guid workspace, int entries)
    {
        var last = (Sequence: 0L, Hash: AuditForm.Zero, At: 0L);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("""COPY audit_entries ("WorkspaceId", "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "TargetKind", "TargetId", "Address", "Device", "Summary", "PreviousHash", "Hash") FROM STDIN (FORMAT BINARY)"""))
        {
            foreach (var row in Rows(workspace, entries))
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(row.WorkspaceId, NpgsqlDbType.Uuid);
                await copy.WriteAsync(row.Sequence, NpgsqlDbType.Bigint);
                await copy.WriteAsync(AuditRow.Microseconds.ToNumber(row.At), NpgsqlDbType.Bigint);
                await copy.WriteAsync(row.ActorKind.ToString(), NpgsqlDbType.Varchar);
                await copy.WriteAsync(row.ActorId!.Value, NpgsqlDbType.Uuid);
                foreach (var text in new[] { row.ActorName, row.Action, row.TargetKind, row.TargetId, row.Address, row.Device, row.Summary }) await copy.WriteAsync(text!, NpgsqlDbType.Varchar);
                await copy.WriteAsync(row.PreviousHash, NpgsqlDbType.Bytea);
                await copy.WriteAsync(row.Hash, NpgsqlDbType.Bytea);
                last = (row.Sequence, row.Hash, AuditRow.Microseconds.ToNumber(row.At));
            }
            await copy.CompleteAsync();
        }
        await EndAsync(db, workspace, last);
        await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE audit_entries");
    }

    static async Task InsertAsync(ToombosDb db, Guid workspace, int entries)
    {
        var last = (Sequence: 0L, Hash: AuditForm.Zero, At: 0L);
        await db.Database.OpenConnectionAsync();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            foreach (var row in Rows(workspace, entries))
            {
                var at = AuditRow.Microseconds.ToNumber(row.At);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO audit_entries ("WorkspaceId", "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "TargetKind", "TargetId", "Address", "Device", "Summary", "PreviousHash", "Hash")
                    VALUES ({row.WorkspaceId}, {row.Sequence}, {at}, {row.ActorKind.ToString()}, {row.ActorId}, {row.ActorName}, {row.Action}, {row.TargetKind}, {row.TargetId}, {row.Address}, {row.Device}, {row.Summary}, {row.PreviousHash}, {row.Hash})
                    """);
                last = (row.Sequence, row.Hash, at);
            }
            await transaction.CommitAsync();
        }
        await EndAsync(db, workspace, last);
        await db.Database.ExecuteSqlRawAsync(SqliteUpkeep.Statement);
    }

    static Task<int> EndAsync(ToombosDb db, Guid workspace, (long Sequence, byte[] Hash, long At) last) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO audit_heads ("WorkspaceId", "Sequence", "Hash", "At", "TrimmedSequence", "TrimmedHash") VALUES ({workspace}, {last.Sequence}, {last.Hash}, {last.At}, 0, {AuditForm.Zero})""");
}
