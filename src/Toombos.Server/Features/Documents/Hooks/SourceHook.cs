using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Documents.SourceHook;

namespace Toombos.Server.Features.Documents.Hooks;

/// <summary>The secret address of a source. Whoever calls it knows of a change, and that is all that is believed.</summary>
public sealed class SourceHook : ITenantOwned
{
    public const string SecretPurpose = "source-hook", Prefix = "tb_hook_";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }

    /// <summary>Of the token in the address.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>What GitHub and GitLab sign or send, where it was entered there.</summary>
    [Sealed(SecretPurpose)] public required string SealedSecret { get; set; }

    /// <summary>What Notion gave when the address was entered there, and signs with from then on.</summary>
    [Sealed(SecretPurpose), Unlogged("Given by Notion.")] public string? SealedNotionToken { get; set; }

    /// <summary>Whether something signed with that token has come, after which no other is taken.</summary>
    [Unlogged("Moves with calls.")] public bool NotionConfirmed { get; set; }
    public required DateTimeOffset MadeAt { get; set; }
    [Unlogged("Moves with calls.")] public DateTimeOffset? CalledAt { get; set; }

    public Wire ToWire(SecretBox box) => new()
    {
        MadeAt = MadeAt, CalledAt = CalledAt, NotionToken = NotionConfirmed || SealedNotionToken is not { } token ? null : box.TryUnprotect(SecretPurpose, token),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<SourceHook>
    {
        public void Configure(EntityTypeBuilder<SourceHook> builder)
        {
            builder.ToTable("source_hooks");
            builder.Property(h => h.TokenHash).HasMaxLength(32);
            builder.Property(h => h.SealedSecret).HasMaxLength(1000);
            builder.Property(h => h.SealedNotionToken).HasMaxLength(2000);
            builder.HasIndex(h => h.TokenHash).IsUnique();
            builder.HasIndex(h => h.SourceId).IsUnique();
            builder.HasOne<Source>().WithMany().HasForeignKey(h => h.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
