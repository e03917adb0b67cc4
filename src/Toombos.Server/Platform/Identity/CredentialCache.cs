using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Who is behind a credential, until when, and from where it may be used.</summary>
public sealed record Credential(Caller Caller, DateTimeOffset ExpiresAt, IReadOnlyList<IPNetwork> Networks);

/// <summary>
/// Who is behind a key or session, remembered for five seconds: so long a revocation may take to reach other nodes. On this node
/// <see cref="Forget"/> makes it count at once. Strangers are not remembered, so that guesses push nobody out.
/// </summary>
public sealed class CredentialCache(TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Life = TimeSpan.FromSeconds(5);
    const int Most = 50_000;

    MemoryCache _known = New();

    /// <summary>The credential; null when nobody is behind it.</summary>
    public async ValueTask<Credential?> GetAsync(string key, Func<Task<Credential?>> find)
    {
        // A revocation changes the cache for a new one: what was read before it lands where nobody looks any more.
        var known = _known;
        // One that has run out may have been prolonged since.
        if (known.TryGetValue(key, out Credential? credential) && credential!.ExpiresAt > clock.GetUtcNow()) return credential;
        credential = await find();
        if (credential is not null) known.Set(key, credential, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Life, Size = 1 });
        return credential;
    }

    /// <summary>Everything is looked up anew: keys, sessions, memberships. Call it after the change is saved.</summary>
    public void Forget() => Interlocked.Exchange(ref _known, New());

    static MemoryCache New() => new(new MemoryCacheOptions { SizeLimit = Most });

    public void Dispose() => _known.Dispose();
}
