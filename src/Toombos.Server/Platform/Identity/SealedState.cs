using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Platform.Identity;

/// <summary>What a sealed state holds, once its seal and its time are found good.</summary>
public sealed record OpenedState(Guid Id, DateTimeOffset ExpiresAt, string Content);

/// <summary>
/// What the server must remember between two requests of somebody who has no session yet, given out as sealed text instead of kept:
/// any node can open it, nobody can read or change it, it is good for one purpose, a few minutes, and one use.
/// </summary>
public sealed class SealedState(SecretBox box, ToombosDb db, TimeProvider clock)
{
    const char Separator = '\n';

    public string Seal(string purpose, TimeSpan life, string content) => box.Protect(purpose,
        string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}{Separator}{(clock.GetUtcNow() + life).UtcTicks}{Separator}{content}"));

    /// <summary>Null for anything that was not sealed here for this purpose, or too long ago. It is not used up yet.</summary>
    public OpenedState? Open(string purpose, string text)
    {
        if (box.TryUnprotect(purpose, text)?.Split(Separator, 3) is not [var id, var ticks, var content]) return null;
        var expires = new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
        return expires > clock.GetUtcNow() ? new(Guid.ParseExact(id, "N"), expires, content) : null;
    }

    /// <summary>Uses a state up; of several attempts, at whichever node, one succeeds.</summary>
    public async Task<bool> TrySpendAsync(OpenedState state, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.SpentStates.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync(ct);
        var row = new SpentState { Id = state.Id, ExpiresAt = state.ExpiresAt };
        db.SpentStates.Add(row);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            db.Entry(row).State = EntityState.Detached;
            if (await db.SpentStates.AnyAsync(s => s.Id == state.Id, ct)) return false;
            throw;
        }
    }

    /// <summary>Opens a state and uses it up: the content, or null when it is not good or not any more.</summary>
    public async Task<string?> OpenOnceAsync(string purpose, string text, CancellationToken ct) =>
        Open(purpose, text) is { } state && await TrySpendAsync(state, ct) ? state.Content : null;
}
