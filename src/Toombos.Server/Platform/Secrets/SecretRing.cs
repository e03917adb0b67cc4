using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.WebUtilities;

namespace Toombos.Server.Platform.Secrets;

/// <summary>
/// The keys under which secrets lie. A ring of its own, apart from the one of cookies: that may be thrown away any day and signs people
/// out, this one is needed as long as the data. It is read again when a secret turns up whose key another node has just made.
/// </summary>
public sealed class SecretRing(IXmlRepository repository, KeyWrapping wrapping, TimeProvider clock)
{
    /// <summary>After so long a node seals with the key that another has made.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2), KeyLife = TimeSpan.FromDays(365);

    readonly Lock _turn = new();
    volatile Opened? _ring;

    sealed record Opened(IDataProtectionProvider Keys, IKeyManager Manager, long At);

    public string Protect(string purpose, string plain) => WebEncoders.Base64UrlEncode(ProtectorOf(FreshRing(), purpose).Protect(Encoding.UTF8.GetBytes(plain)));

    /// <returns>The secret, and whether it lies under a key that is not the newest.</returns>
    public (string Plain, bool Old) Unprotect(string purpose, string text)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException notOurs)
        {
            throw new CryptographicException("This was not sealed by this product.", notOurs);
        }
        var ring = Ring();
        try
        {
            return Open(ring, purpose, bytes);
        }
        catch (CryptographicException) when (Reread(ring) is { } newer)
        {
            return Open(newer, purpose, bytes);
        }
    }

    /// <summary>Makes a key that everything is sealed with from now on, and returns its id.</summary>
    public Guid AddKey()
    {
        // Keys are dated by the machine's own clock, as the ring's keys all are.
        var now = TimeProvider.System.GetUtcNow();
        var key = Ring().Manager.CreateNewKey(now, now + KeyLife).KeyId;
        // An open ring goes on with its old key until it has read the new one behind our back; a new one reads first.
        lock (_turn) _ring = Read();
        return key;
    }

    public IReadOnlyList<IKey> Keys => [.. Ring().Manager.GetAllKeys()];

    static (string, bool) Open(Opened ring, string purpose, byte[] bytes)
    {
        var protector = (IPersistedDataProtector)ProtectorOf(ring, purpose);
        var plain = protector.DangerousUnprotect(bytes, ignoreRevocationErrors: false, out var old, out _);
        return (Encoding.UTF8.GetString(plain), old);
    }

    static IDataProtector ProtectorOf(Opened ring, string purpose) => ring.Keys.CreateProtector("toombos.secrets", purpose);

    Opened Ring()
    {
        if (_ring is { } open) return open;
        lock (_turn) return _ring ??= Read();
    }

    Opened FreshRing()
    {
        var open = Ring();
        return clock.GetElapsedTime(open.At) < Fresh ? open : Reread(open) ?? open;
    }

    /// <summary>Null when the ring was read so lately that another look is worth nothing: garbage must not make every request read it.</summary>
    Opened? Reread(Opened seen)
    {
        lock (_turn)
        {
            if (_ring != seen) return _ring;
            return clock.GetElapsedTime(seen.At) < LookAgain ? null : _ring = Read();
        }
    }

    Opened Read()
    {
        var services = new ServiceCollection();
        var builder = services.AddDataProtection().SetApplicationName("toombos.secrets").SetDefaultKeyLifetime(KeyLife);
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = repository);
        wrapping.Apply(builder);
        // Left to the collector, for a request may be using it when the ring is read again.
        var provider = services.BuildServiceProvider();
        return new(provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<IKeyManager>(), clock.GetTimestamp());
    }
}
