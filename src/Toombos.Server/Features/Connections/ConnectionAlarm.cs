using Microsoft.EntityFrameworkCore;
using Toombos.Client.Connections;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Connections;

/// <summary>Writes down how a connection stands, and tells people what they must do about it: once, however often it is found.</summary>
public sealed class ConnectionAlarm(ToombosDb db, TimeProvider clock)
{
    public const string Reconnect = "connection.reconnect", Ending = "connection.ending", Renewal = "connection.renewal";

    /// <summary>It must be connected again. False where it was renewed in the meantime.</summary>
    public Task<bool> EndAsync(Guid id, int generation, string sentence, CancellationToken ct) => OnAsync(id, generation, connection =>
    {
        (connection.State, connection.Problem) = (ConnectionState.Reconnect, Bounded(sentence));
        (connection.TurnOf, connection.TurnUntil, connection.AskedAt) = (null, null, null);
        connection.Generation++;
        return AddAsync(connection, Reconnect, $"The account {connection.Name} no longer opens. {sentence}", ct);
    }, ct);

    /// <summary>It could not be renewed just now. Told when it is the second time in a row: once is nothing to wake people for.</summary>
    public Task NoteAsync(Guid id, int generation, string sentence, CancellationToken ct) => OnAsync(id, generation, connection =>
    {
        var again = connection.Problem is not null;
        connection.Problem = Bounded(sentence);
        return again ? AddAsync(connection, Renewal, $"The account {connection.Name} could not be renewed. {sentence}", ct) : Task.CompletedTask;
    }, ct);

    /// <summary>It ends soon, and nothing but a person can renew it.</summary>
    public Task WarnAsync(Guid id, int generation, DateTimeOffset at, CancellationToken ct) => OnAsync(id, generation, connection =>
        AddAsync(connection, Ending, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The account {connection.Name} must be connected again before {at.UtcDateTime:d MMMM yyyy}, when its token ends."), ct), ct);

    /// <summary>What was told of it is settled.</summary>
    public Task SettleAsync(Guid id, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        await db.ClearAlertsAsync([id], clock.GetUtcNow(), ct);
        return await db.SaveChangesAsync(ct);
    }, ct);

    Task<bool> OnAsync(Guid id, int generation, Func<Connection, Task> change, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        // Tokens are renewed past the tracker, so what it holds may be old.
        foreach (var old in db.ChangeTracker.Entries<Connection>().Where(e => e.Entity.Id == id).ToList()) old.State = EntityState.Detached;
        if (await db.Connections.FirstOrDefaultAsync(c => c.Id == id && c.Generation == generation, ct) is not { } connection) return false;
        await change(connection);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    async Task AddAsync(Connection connection, string code, string sentence, CancellationToken ct)
    {
        if (!await db.Alerts.AnyAsync(a => a.SubjectId == connection.Id && a.Code == code && a.ClearedAt == null, ct))
            db.Alerts.Add(AlertRow.Of(connection.Id, code, sentence, clock.GetUtcNow(), new() { ["connectionId"] = connection.Id }));
    }

    static string Bounded(string sentence) => sentence.Length <= Connection.ProblemLength ? sentence : sentence[..Connection.ProblemLength];
}
