using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>What a key was made for.</summary>
public enum ApiKeyPurpose { Integration, Session }

/// <summary>A secret that opens one workspace. Only its hash is kept; the secret itself is shown once.</summary>
public sealed class ApiKey : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; init; }
    public required ApiKeyPurpose Purpose { get; init; }

    /// <summary>SHA-256 of the whole secret.</summary>
    public required byte[] Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>A new secret: prefix, 256 random bits, and six digits of checksum by which scanners recognise a leaked one.</summary>
    public static string NewSecret()
    {
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return $"tb_live_{random}{ChecksumOf(random)}";
    }

    /// <summary>Whether the text can be a key at all; spares the database from guesses.</summary>
    public static bool LooksRight(string secret) =>
        secret.Length == 78 && secret.StartsWith("tb_live_", StringComparison.Ordinal) && ChecksumOf(secret[8..72]) == secret[72..];

    static string ChecksumOf(string random) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("toombos:" + random)))[..6];

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.Property(k => k.Name).HasMaxLength(100);
            builder.Property(k => k.Hash).HasMaxLength(32);
            builder.HasIndex(k => k.Hash).IsUnique();
        }
    }
}

/// <summary>The table of keys.</summary>
public static class ApiKeyTable
{
    extension(ToombosDb db)
    {
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
    }
}
