using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Secrets;

/// <summary>What a change of keys did.</summary>
/// <param name="Resumed">Whether it took up one that had been cut short.</param>
/// <param name="Unreadable">Secrets that no key opens; they stay as they are.</param>
public sealed record RotationReport(Guid KeyId, bool Resumed, int Renewed, int Unreadable);

/// <summary>
/// Makes a new key and seals every stored secret again under it, batch by batch, while the product runs: a secret that somebody changes
/// in between is left as they wrote it, which is under the new key anyway. Whatever lies under the newest key is skipped, so it can be cut short anywhere.
/// </summary>
public sealed class RotateSecrets(ToombosDb db, SecretRing ring, SecretBox box, TimeProvider clock)
{
    const int Batch = 200;

    public async Task<RotationReport> RunAsync(CancellationToken ct)
    {
        var open = await db.Set<SecretRotation>().Where(r => r.FinishedAt == null).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        var resumed = open is not null && ring.Keys.Any(k => k.KeyId == open.KeyId);
        if (!resumed)
        {
            open = new() { KeyId = ring.AddKey(), StartedAt = clock.GetUtcNow() };
            db.Add(open);
            await db.SaveChangesAsync(ct);
        }
        var (renewed, unreadable) = (0, 0);
        await db.Database.OpenConnectionAsync(ct);
        foreach (var column in SealedColumn.All(db, db.GetService<ISqlGenerationHelper>()))
        {
            object[]? after = null;
            do
            {
                var rows = await ReadAsync(column, after, ct);
                after = rows.Count < Batch ? null : rows[^1].Key;
                var (done, lost) = await db.InTransactionAsync(() => RenewAsync(column, rows, ct), ct);
                (renewed, unreadable) = (renewed + done, unreadable + lost);
            }
            while (after is not null);
        }
        open!.FinishedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return new(open.KeyId, resumed, renewed, unreadable);
    }

    sealed record Row(object[] Key, string Text);

    async Task<(int Renewed, int Unreadable)> RenewAsync(SealedColumn column, List<Row> rows, CancellationToken ct)
    {
        var (renewed, unreadable) = (0, 0);
        foreach (var row in rows)
        {
            try
            {
                if (box.Renew(column.Purpose, row.Text) is { } text) renewed += await WriteAsync(column, row, text, ct);
            }
            catch (CryptographicException)
            {
                unreadable++; // told in the report; nobody can do more for it
            }
        }
        return (renewed, unreadable);
    }

    async Task<List<Row>> ReadAsync(SealedColumn column, object[]? after, CancellationToken ct)
    {
        await using var command = Command();
        var key = string.Join(", ", column.Key);
        var behind = after is null ? "" : $" and ({key}) > ({string.Join(", ", after.Select((value, i) => Add(command, $"k{i}", value)))})";
        command.CommandText = $"select {key}, {column.Name} from {column.Table} where {column.Name} is not null{behind} order by {key} limit {Batch.ToString(CultureInfo.InvariantCulture)}";
        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(new([.. Enumerable.Range(0, column.Key.Count).Select(reader.GetValue)], reader.GetString(column.Key.Count)));
        return rows;
    }

    async Task<int> WriteAsync(SealedColumn column, Row row, string text, CancellationToken ct)
    {
        await using var command = Command();
        var which = string.Join(" and ", column.Key.Select((name, i) => $"{name} = {Add(command, $"k{i}", row.Key[i])}"));
        command.CommandText = $"update {column.Table} set {column.Name} = {Add(command, "new", text)} where {which} and {column.Name} = {Add(command, "old", row.Text)}";
        return await command.ExecuteNonQueryAsync(ct);
    }

    DbCommand Command()
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    static string Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ($"@{name}", value);
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
