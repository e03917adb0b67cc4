using System.Security.Cryptography;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Encrypts what must be stored but never shown: each purpose has keys of its own, so that a secret of one place opens nothing at another.</summary>
public sealed class SecretBox(SecretRing ring)
{
    public string Protect(string purpose, string plain) => ring.Protect(purpose, plain);

    /// <exception cref="CryptographicException">The key is gone, the text was changed, or it was sealed for another purpose.</exception>
    public string Unprotect(string purpose, string text) => ring.Unprotect(purpose, text).Plain;

    /// <summary>Null for what this box has not sealed, or not for this purpose, or whose key is gone.</summary>
    public string? TryUnprotect(string purpose, string text)
    {
        try
        {
            return Unprotect(purpose, text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The same secret under the newest key; null when it lies under that already.</summary>
    public string? Renew(string purpose, string text) => ring.Unprotect(purpose, text) is { Old: true, Plain: var plain } ? Protect(purpose, plain) : null;
}
