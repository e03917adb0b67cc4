using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// The keys that sign access tokens: ECDSA P-256, a new one every thirty days, made by whichever node first finds the newest too old.
/// A key is published a day before it signs and a day after its last token, so that every node and every cache knows it in time.
/// </summary>
public sealed class SigningKeys(IServiceScopeFactory scopes, SecretBox box, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Life = TimeSpan.FromDays(30), Ahead = TimeSpan.FromDays(1), LookAgain = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _turn = new(1);
    volatile Ring? _ring;

    sealed record Ring(DateTimeOffset ReadAt, IReadOnlyList<Loaded> Keys);

    sealed record Loaded(Guid Id, DateTimeOffset CreatedAt, ECDsaSecurityKey Key);

    /// <summary>The key that signs now.</summary>
    public async Task<SigningCredentials> CurrentAsync(CancellationToken ct)
    {
        var keys = (await RingAsync(null, ct)).Keys;
        var settled = clock.GetUtcNow() - Ahead;
        // The very first key signs at once; there is no other.
        var key = keys.LastOrDefault(k => k.CreatedAt <= settled) ?? keys[0];
        return new(key.Key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>A published key by its id; null when there is none.</summary>
    public async Task<SecurityKey?> FindAsync(string? id, CancellationToken ct) =>
        Guid.TryParseExact(id, "N", out var guid) ? (await RingAsync(guid, ct)).Keys.FirstOrDefault(k => k.Id == guid)?.Key : null;

    /// <summary>Public halves, for <c>/.well-known/jwks.json</c>.</summary>
    public async Task<IReadOnlyList<JsonWebKey>> PublicAsync(CancellationToken ct) =>
        [.. (await RingAsync(null, ct)).Keys.Select(k => PublicOf(k.Key))];

    /// <summary>Forgets what was read, for those who changed the table.</summary>
    public void Forget() => _ring = null;

    static JsonWebKey PublicOf(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            Kty = "EC", Crv = "P-256", Use = "sig", Alg = SecurityAlgorithms.EcdsaSha256, Kid = key.KeyId,
            X = Base64UrlEncoder.Encode(point.X), Y = Base64UrlEncoder.Encode(point.Y),
        };
    }

    /// <param name="wanted">A key that must be there; another node may just have made it, so the table is read again, but not more than once a second.</param>
    async Task<Ring> RingAsync(Guid? wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_ring is { } known && now - known.ReadAt < LookAgain
            && (wanted is null || now - known.ReadAt < TimeSpan.FromSeconds(1) || known.Keys.Any(k => k.Id == wanted))) return known;
        await _turn.WaitAsync(ct);
        try
        {
            return _ring = await ReadAsync(now, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<Ring> ReadAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var keys = await ReadKeysAsync(db, now, ct);
        if (keys.Count == 0 || keys[^1].CreatedAt < now - Life + Ahead)
        {
            using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            db.SigningKeys.Add(new() { CreatedAt = now, Sealed = box.Protect(SigningKey.Purpose, Convert.ToBase64String(pair.ExportPkcs8PrivateKey())) });
            await db.SaveChangesAsync(ct);
            keys = await ReadKeysAsync(db, now, ct);
        }
        return new(now, keys);
    }

    /// <summary>A key that can't be opened, because the ring of secrets was lost, is as good as none: sessions of programs end, and a new one is made.</summary>
    async Task<List<Loaded>> ReadKeysAsync(ToombosDb db, DateTimeOffset now, CancellationToken ct) =>
        [.. (await ReadRowsAsync(db, now, ct)).Select(row => Open(row) is { } key ? new Loaded(row.Id, row.CreatedAt, key) : null).OfType<Loaded>()];

    static Task<List<SigningKey>> ReadRowsAsync(ToombosDb db, DateTimeOffset now, CancellationToken ct)
    {
        var oldest = now - Life - Ahead - Ahead;
        return db.SigningKeys.AsNoTracking().Where(k => k.CreatedAt > oldest).OrderBy(k => k.CreatedAt).ThenBy(k => k.Id).ToListAsync(ct);
    }

    ECDsaSecurityKey? Open(SigningKey row)
    {
        if (box.TryUnprotect(SigningKey.Purpose, row.Sealed) is not { } key) return null;
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
        return new(pair) { KeyId = row.Id.ToString("N") };
    }

    public void Dispose() => _turn.Dispose();
}
