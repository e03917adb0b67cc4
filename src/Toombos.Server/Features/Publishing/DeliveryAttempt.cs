using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Publishing.DeliveryAttempt;

namespace Toombos.Server.Features.Publishing;

/// <summary>One try of a delivery: written before the call, answered after it. One without an answer may have arrived.</summary>
[Unlogged("A ledger of its own; never changed after its answer.")]
public sealed class DeliveryAttempt : ITenantOwned
{
    public const int AnswerLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid DeliveryId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset ArmedAt { get; init; }
    public required string ContentHash { get; init; }
    public required string Node { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public string? Outcome { get; set; }
    public DeliveryProblem? Problem { get; set; }
    public string? Answer { get; set; }

    public Wire ToWire() => new(Number, ArmedAt, ContentHash, Node, AnsweredAt, Outcome, Problem, Answer);

    internal sealed class Mapping : IEntityTypeConfiguration<DeliveryAttempt>
    {
        public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
        {
            builder.ToTable("delivery_attempts");
            builder.Property(a => a.ContentHash).HasMaxLength(64);
            builder.Property(a => a.Node).HasMaxLength(100);
            builder.Property(a => a.Outcome).HasMaxLength(20);
            builder.Property(a => a.Answer).HasMaxLength(AnswerLength);
            builder.HasIndex(a => new { a.DeliveryId, a.Number }).IsUnique();
            builder.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
