using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>A sentence that a model has just written, for whoever watches on any node. Gone when the whole is saved, or with its job.</summary>
[Unlogged("It is on its way to a version, which is logged.")]
public sealed class LiveSentenceRow : ITenantOwned
{
    public Guid WorkspaceId { get; set; }
    public required Guid JobId { get; init; }
    public required int Number { get; init; }
    public required LiveSentence Sentence { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<LiveSentenceRow>
    {
        public void Configure(EntityTypeBuilder<LiveSentenceRow> builder)
        {
            builder.ToTable("live_sentences");
            builder.HasKey(s => new { s.JobId, s.Number });
            builder.Property(s => s.Sentence).AsJson();
            builder.HasOne<JobRow>().WithMany().HasForeignKey(s => s.JobId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
