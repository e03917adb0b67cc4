using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Secrets;

/// <summary>The keys under which stored secrets lie: kept where nodes share them, wrapped from outside, apart from the keys of cookies.</summary>
public sealed class SecretRingTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task A_secret_opens_for_its_own_purpose_only_and_not_with_the_keys_of_cookies(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var box = host.Services.GetRequiredService<SecretBox>();
        var text = box.Protect("one", "the secret");

        Assert.DoesNotContain("the secret", text, StringComparison.Ordinal);
        Assert.Equal("the secret", box.Unprotect("one", text));
        Assert.Throws<CryptographicException>(() => box.Unprotect("two", text));
        Assert.Null(box.TryUnprotect("one", "no such thing"));
        Assert.Null(box.TryUnprotect("one", text[..^4] + "AAAA"));
        var cookies = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("toombos.secrets", "one");
        Assert.ThrowsAny<CryptographicException>(() => cookies.Unprotect(text));
    }

    [Fact]
    public async Task Nodes_that_share_a_postgres_read_each_others_secrets_even_under_a_key_that_is_new()
    {
        await using var one = await ToombosHost.StartAsync(DatabaseKind.Postgres);
        await using var two = one.Node();
        var (boxOne, boxTwo) = (one.Services.GetRequiredService<SecretBox>(), two.Services.GetRequiredService<SecretBox>());
        Assert.Equal("first", boxTwo.Unprotect("test", boxOne.Protect("test", "first")));

        one.Services.GetRequiredService<SecretRing>().AddKey();
        var text = boxOne.Protect("test", "second");
        two.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("second", boxTwo.Unprotect("test", text));
    }

    [Theory, BothDatabases]
    public async Task With_a_certificate_no_key_lies_readable_and_without_it_nothing_opens(DatabaseKind database)
    {
        using var folder = new Certificates();
        await using var host = await ToombosHost.StartAsync(database, folder.Settings("one"));
        var text = host.Services.GetRequiredService<SecretBox>().Protect("test", "the secret");

        var ring = await RingOf(host, database);
        Assert.Contains("EncryptedData", ring, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", ring, StringComparison.Ordinal);

        await using var thief = host.Node(new Dictionary<string, string?> { ["Secrets:Certificate"] = "" });
        Assert.Null(thief.Services.GetRequiredService<SecretBox>().TryUnprotect("test", text));
    }

    [Fact]
    public async Task A_new_certificate_reads_what_the_old_one_wrapped_as_long_as_that_is_named()
    {
        using var folder = new Certificates();
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, folder.Settings("one"));
        var text = host.Services.GetRequiredService<SecretBox>().Protect("test", "the secret");

        var settings = folder.Settings("two");
        settings["Secrets:OldCertificates:0:Certificate"] = folder.PathOf("one");
        settings["Secrets:OldCertificates:0:PasswordFile"] = folder.PasswordFile;
        await using var later = host.Node(settings);

        Assert.Equal("the secret", later.Services.GetRequiredService<SecretBox>().Unprotect("test", text));
    }

    [Fact]
    public async Task A_certificate_that_can_not_be_read_stops_the_start_with_a_sentence()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Secrets:Certificate"] = "/nowhere/at-all.pfx" });
        var refused = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<SecretBox>());
        Assert.Contains("Check the path", refused.Message, StringComparison.Ordinal);
    }

    static async Task<string> RingOf(ToombosHost host, DatabaseKind database)
    {
        if (database == DatabaseKind.Sqlite)
            return string.Concat(Directory.EnumerateFiles(Path.Combine(host.DataFolder, "secret-keys")).Select(File.ReadAllText));
        await using var scope = host.Services.CreateAsyncScope();
        return string.Concat(await scope.ServiceProvider.GetRequiredService<ToombosDb>().Set<SecretKey>().Select(k => k.Xml).ToListAsync());
    }

    /// <summary>A folder of certificates made for the test.</summary>
    sealed class Certificates : IDisposable
    {
        const string Password = "opens the certificate";
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("toombos-certificates-");

        public Certificates()
        {
            File.WriteAllText(PasswordFile, Password + "\n");
            foreach (var name in (string[])["one", "two"])
            {
                using var key = RSA.Create(2048);
                var now = TimeProvider.System.GetUtcNow();
                using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
                File.WriteAllBytes(PathOf(name), certificate.Export(X509ContentType.Pfx, Password));
            }
        }

        public string PasswordFile => Path.Combine(_folder.FullName, "password");

        public string PathOf(string name) => Path.Combine(_folder.FullName, name + ".pfx");

        public Dictionary<string, string?> Settings(string name) => new() { ["Secrets:Certificate"] = PathOf(name), ["Secrets:PasswordFile"] = PasswordFile };

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
