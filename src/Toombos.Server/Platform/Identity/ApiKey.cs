using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Access;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Access.ApiKey;

namespace Toombos.Server.Platform.Identity;

/// <summary>A secret by which a program works in one workspace, with some scopes. Only hashes are kept; the secret itself is shown once.</summary>
[Announced(Client.Events.EventKinds.ApiKey)]
public sealed class ApiKey : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public required ApiKeyMode Mode { get; init; }
    public required byte[] Hash { get; set; }

    /// <summary>After a rotation: hash of the secret before, and until when it still works.</summary>
    public byte[]? OldHash { get; set; }
    public DateTimeOffset? OldHashUntil { get; set; }

    /// <summary>Beginning of the secret, to tell keys apart.</summary>
    public required string Hint { get; set; }
    [Logged] public required IReadOnlyList<string> Scopes { get; init; }
    [Logged] public required IReadOnlyList<string> Networks { get; set; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    [Unlogged("Noted with every use.")] public DateTimeOffset? LastUsedAt { get; set; }

    public Wire ToWire() => new()
    {
        Id = Id, Name = Name, Mode = Mode, Hint = Hint, Scopes = Scopes, Networks = Networks, CreatedBy = CreatedBy, CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt, LastUsedAt = LastUsedAt, OldSecretUntil = OldHashUntil,
    };

    /// <summary>Gives the key its secret: the first one, or a new one while the old works on until the overlap ends.</summary>
    /// <returns>The secret, for the one time that it is shown.</returns>
    public string Rotate(DateTimeOffset? oldUntil)
    {
        (OldHash, OldHashUntil) = oldUntil is null ? (null, null) : (Hash, oldUntil);
        var secret = Secret.New(PrefixOf(Mode));
        (Hash, Hint) = (Secret.HashOf(secret), HintOf(secret));
        return secret;
    }

    public static string PrefixOf(ApiKeyMode mode) => mode == ApiKeyMode.Test ? Secret.TestKey : Secret.LiveKey;

    public static string HintOf(string secret) => secret[..12];

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.Property(k => k.Name).HasMaxLength(100);
            builder.Property(k => k.Hash).HasMaxLength(32);
            builder.Property(k => k.OldHash).HasMaxLength(32);
            builder.Property(k => k.Hint).HasMaxLength(20);
            builder.Property(k => k.CreatedBy).HasMaxLength(100);
            builder.Property(k => k.Scopes).AsJson();
            builder.Property(k => k.Networks).AsJson();
            builder.HasIndex(k => k.Hash).IsUnique();
            builder.HasIndex(k => k.OldHash).IsUnique();
            builder.HasIndex(k => new { k.WorkspaceId, k.Id });
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
