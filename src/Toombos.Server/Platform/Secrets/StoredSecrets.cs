using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Random keys of the product's own by name: made when first asked for, the same on every node, remembered.</summary>
public sealed class StoredSecrets(IServiceScopeFactory scopes, SecretBox box)
{
    const int Length = 32;
    readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public async ValueTask<byte[]> GetAsync(string name, CancellationToken ct)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        if (await FindAsync(db, name, ct) is not { } text)
        {
            var made = box.Protect(StoredSecret.Purpose, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
            // Of two nodes that both find none, the first wins.
            await db.Database.ExecuteSqlAsync($"""insert into stored_secrets ("Name", "Value") values ({name}, {made}) on conflict do nothing""", ct);
            text = await FindAsync(db, name, ct) ?? throw new InvalidOperationException($"The secret {name} was not kept.");
        }
        return _known.GetOrAdd(name, Convert.FromBase64String(box.Unprotect(StoredSecret.Purpose, text)));
    }

    static Task<string?> FindAsync(ToombosDb db, string name, CancellationToken ct) =>
        db.Set<StoredSecret>().AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(ct);
}
