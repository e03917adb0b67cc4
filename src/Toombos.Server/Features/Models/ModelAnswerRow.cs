using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>What a model answered to a question, so that the same question costs nothing again.</summary>
[Unlogged("What is kept to save money changes nothing.")]
public sealed class ModelAnswerRow : ITenantOwned
{
    public Guid WorkspaceId { get; set; }

    /// <summary>SHA-256 over provider, model, messages and settings, lower-case hex.</summary>
    public required string Key { get; init; }
    public required string Text { get; set; }
    public required DateTimeOffset At { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelAnswerRow>
    {
        public void Configure(EntityTypeBuilder<ModelAnswerRow> builder)
        {
            builder.ToTable("model_answers");
            builder.HasKey(a => new { a.WorkspaceId, a.Key });
            builder.Property(a => a.Key).HasMaxLength(64);
            builder.HasIndex(a => new { a.WorkspaceId, a.At });
        }
    }
}
