using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>A workspace's own text in place of a prompt of ours.</summary>
public sealed class PromptRow : ITenantOwned
{
    public const int TextLength = 10_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; init; }
    public required string Text { get; set; }

    /// <summary>Ours as it was when this was written, to show what has changed since.</summary>
    public required string Base { get; set; }

    /// <summary>Version of ours that it was written in place of.</summary>
    public required int Version { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PromptRow>
    {
        public void Configure(EntityTypeBuilder<PromptRow> builder)
        {
            builder.ToTable("prompts");
            builder.Property(p => p.Name).HasMaxLength(100);
            builder.Property(p => p.Text).HasMaxLength(TextLength);
            builder.Property(p => p.Base).HasMaxLength(TextLength);
            builder.Property(p => p.By).HasMaxLength(100);
            builder.HasIndex(p => new { p.WorkspaceId, p.Name }).IsUnique();
        }
    }
}
