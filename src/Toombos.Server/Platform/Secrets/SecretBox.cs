using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Encrypts what must be stored but never shown: each purpose has keys of its own, so that a secret of one place opens nothing at another.</summary>
public sealed class SecretBox(IDataProtectionProvider keys)
{
    public string Protect(string purpose, string plain) => keys.CreateProtector("toombos.secrets", purpose).Protect(plain);

    public string Unprotect(string purpose, string text) => keys.CreateProtector("toombos.secrets", purpose).Unprotect(text);

    /// <summary>Null for what this box has not sealed, or not for this purpose.</summary>
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
}
