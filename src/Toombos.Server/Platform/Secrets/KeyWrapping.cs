using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Wraps the keys of secrets with a certificate from outside, so that neither the data folder nor a copy of the database opens them.</summary>
public sealed class KeyWrapping : IDisposable
{
    readonly X509Certificate2? _current;
    readonly List<X509Certificate2> _all = [];

    public KeyWrapping(IOptions<SecretsOptions> options)
    {
        var asked = options.Value;
        if (asked.Certificate is { Length: > 0 } path) _all.Add(_current = Load(path, asked.Password, asked.PasswordFile));
        foreach (var old in asked.OldCertificates) _all.Add(Load(old.Certificate, old.Password, old.PasswordFile));
    }

    public bool IsOn => _current is not null;

    public void Apply(IDataProtectionBuilder builder)
    {
        if (_current is not null) builder.ProtectKeysWithCertificate(_current);
        if (_all.Count > 0) builder.UnprotectKeysWithAnyCertificate([.. _all]);
    }

    static X509Certificate2 Load(string path, string? password, string? passwordFile)
    {
        try
        {
            if (passwordFile is { Length: > 0 }) password = File.ReadLines(passwordFile).FirstOrDefault();
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.GetRSAPrivateKey() is not null ? certificate
                : throw new InvalidOperationException($"The certificate {path} has no private RSA key. Export it with its key as a PFX file.");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The certificate {path} of section Secrets can't be read. Check the path, the right to read it, and the password.", e);
        }
    }

    public void Dispose()
    {
        foreach (var certificate in _all) certificate.Dispose();
    }
}
