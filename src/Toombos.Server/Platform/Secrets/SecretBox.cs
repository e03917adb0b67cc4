using System.Security.Cryptography;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Encrypts what must be stored but never shown: each purpose has keys of its own, so that a secret of one place opens nothing at another.</summary>
public sealed class SecretBox(SecretRing ring)
{
    public string Protect(string purpose, string plain) => ring.Protect(purpose, plain);

    /// <exception cref="CryptographicException">The key is gone, the text was changed, or it was sealed for another purpose.</exception>
    public string Unprotect(string purpose, string text) => ring.Unprotect(purpose, text).Plain;

    /// <summary>For readers that can go on without the secret: false where <see cref="Unprotect"/> throws.</summary>
    public bool TryUnprotect(string purpose, string text, out string plain)
    {
        try
        {
            plain = Unprotect(purpose, text);
            return true;
        }
        catch (CryptographicException)
        {
            plain = "";
            return false;
        }
    }

    /// <summary>The same secret under the newest key; null when it lies under that already.</summary>
    public string? Renew(string purpose, string text) => ring.Unprotect(purpose, text) is { Old: true, Plain: var plain } ? Protect(purpose, plain) : null;
}
