using Microsoft.Extensions.Caching.Memory;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// What providers said of themselves, believed for ten minutes: sign-ins don't wait for it, and strangers can't make this server call
/// somebody again and again. A key that is not known yet is asked for at once, though not more often than every minute.
/// </summary>
public sealed class KnownIssuers : IDisposable
{
    static readonly TimeSpan Life = TimeSpan.FromMinutes(10), AskAgain = TimeSpan.FromMinutes(1);
    const int Most = 2000;

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    public Issuer? Find(string issuer) => _known.Get<Issuer>(issuer);

    public void Keep(string issuer, Issuer found) => _known.Set(issuer, found, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Life, Size = 1 });

    /// <summary>True once a minute.</summary>
    public bool MayAskAgain(string issuer)
    {
        if (_known.TryGetValue((issuer, nameof(AskAgain)), out _)) return false;
        _known.Set((issuer, nameof(AskAgain)), true, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = AskAgain, Size = 1 });
        return true;
    }

    public void Dispose() => _known.Dispose();
}
