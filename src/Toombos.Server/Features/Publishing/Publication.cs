using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Publishing.Measuring;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// The intent to put one draft version on one channel at one time. It names what it works on by ids without foreign keys, and keeps their names: what was
/// published stays true when the piece, the channel or the audience is gone.
/// </summary>
[Announced(Client.Events.EventKinds.Publication, nameof(State))]
public sealed class Publication : ITenantOwned
{
    public const int ErrorLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Title { get; init; }
    public required Guid PieceId { get; init; }
    public required Guid DraftId { get; init; }
    public required int VersionNumber { get; init; }
    public required string ContentHash { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string ChannelKind { get; init; }
    public Guid? AudienceId { get; init; }
    public string? AudienceName { get; init; }

    /// <summary>Empty where nobody named one.</summary>
    public required string Slot { get; init; }
    public required bool DryRun { get; set; }
    public PublicationState State { get; set; }
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>The time as it was chosen, with its zone. What moment that is gets decided anew when the time has come: countries change their clocks.</summary>
    public LocalTime? At { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>When all its receivers were written into the ledger.</summary>
    [Unlogged("Bookkeeping of the job.")] public DateTimeOffset? PlannedAt { get; set; }
    public DateTimeOffset? CancelledAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
    public string? Address { get; set; }

    /// <summary>When another publication took it away again.</summary>
    public DateTimeOffset? TakenDownAt { get; set; }
    public string? Error { get; set; }
    public DeliveryProblem? Problem { get; set; }
    public Guid? JobId { get; set; }
    public Guid? UpdateOfId { get; init; }
    public bool Withdraws { get; init; }

    /// <summary>Last part of its page's address, for sites. All publications of a draft on a site share it, and no other draft there has it.</summary>
    public string? Slug { get; init; }

    /// <summary>The caller's own name for the request, and what was asked under it.</summary>
    public string? IdempotencyKey { get; init; }
    public string? RequestHash { get; init; }

    /// <summary>Title, channel and audience in lower case, for the search.</summary>
    public required string SearchText { get; init; }

    public bool HasEnded => FinishedAt is not null;

    public Wire ToWire(DeliveryCounts counts) => new()
    {
        Id = Id, Title = Title, PieceId = PieceId, DraftId = DraftId, VersionNumber = VersionNumber, ContentHash = ContentHash, ChannelId = ChannelId, ChannelName = ChannelName,
        ChannelKind = ChannelKind, AudienceId = AudienceId, AudienceName = AudienceName, Slot = Slot.Length == 0 ? null : Slot, DryRun = DryRun, State = State, DueAt = DueAt, At = At,
        CreatedAt = CreatedAt, CreatedBy = CreatedBy, FinishedAt = FinishedAt, Counts = counts, Address = Address, Error = Error, Problem = Problem, JobId = JobId, UpdateOf = UpdateOfId,
        Withdraws = Withdraws, TakenDownAt = TakenDownAt, Removable = CanBeTakenDown,
    };

    /// <summary>Whether it is somewhere from where it can be taken away.</summary>
    public bool CanBeTakenDown => State == PublicationState.Published && !DryRun && !Withdraws && TakenDownAt is null && ConnectorList.Find(ChannelKind)?.Removes == true;

    /// <summary>It gives posts that are up another text. Pages have their place by their name.</summary>
    public bool ChangesPost => UpdateOfId is not null && Slug is null && !Withdraws;

    /// <summary>How it stands by its ledger. Those who left the audience in between are not missed; those whom a person called off are.</summary>
    public PublicationState StateOf(DeliveryCounts counts)
    {
        var delivered = counts.Sent + counts.Confirmed;
        if (counts.Planned + counts.Armed > 0) return PublicationState.Publishing;
        if (counts.Unknown > 0) return PublicationState.Unknown;
        if (delivered == 0) return counts.Failed > 0 || CancelledAt is null && counts.Cancelled == 0 ? PublicationState.Failed : PublicationState.Cancelled;
        return counts.Failed > 0 || CancelledAt is not null && counts.Cancelled > 0 ? PublicationState.Partial : PublicationState.Published;
    }

    /// <summary>It is under way again: what was said of its end no longer holds.</summary>
    public void Reopen() => (State, FinishedAt, Error, Problem) = (PublicationState.Publishing, null, null, null);

    internal sealed class Mapping : IEntityTypeConfiguration<Publication>
    {
        public void Configure(EntityTypeBuilder<Publication> builder)
        {
            builder.ToTable("publications");
            builder.Property(p => p.Title).HasMaxLength(300);
            builder.Property(p => p.ContentHash).HasMaxLength(64);
            builder.Property(p => p.ChannelName).HasMaxLength(100);
            builder.Property(p => p.ChannelKind).HasMaxLength(50);
            builder.Property(p => p.AudienceName).HasMaxLength(100);
            builder.Property(p => p.Slot).HasMaxLength(50);
            builder.Property(p => p.At).AsJson().HasMaxLength(200);
            builder.Property(p => p.CreatedBy).HasMaxLength(AuditRow.NameLength);
            builder.Property(p => p.Address).HasMaxLength(2048);
            builder.Property(p => p.Error).HasMaxLength(ErrorLength);
            builder.Property(p => p.Slug).HasMaxLength(100);
            builder.Property(p => p.IdempotencyKey).HasMaxLength(100);
            builder.Property(p => p.RequestHash).HasMaxLength(64);
            builder.Property(p => p.SearchText).HasMaxLength(510);
            builder.Ignore(p => p.HasEnded);
            builder.Ignore(p => p.CanBeTakenDown);
            builder.Ignore(p => p.ChangesPost);
            // A dry run, a withdrawal and what was called off leave the place free.
            builder.HasIndex(p => new { p.WorkspaceId, p.DraftId, p.VersionNumber, p.ChannelId, p.Slot }, "IX_publications_once").IsUnique()
                .HasFilter("NOT \"DryRun\" AND NOT \"Withdraws\" AND \"State\" <> 'Cancelled'");
            builder.HasIndex(p => new { p.WorkspaceId, p.IdempotencyKey }).IsUnique().HasFilter("\"IdempotencyKey\" IS NOT NULL");
            builder.HasIndex(p => new { p.WorkspaceId, p.DueAt, p.Id });
            builder.HasIndex(p => new { p.WorkspaceId, p.State, p.DueAt, p.Id });
            builder.HasIndex(p => new { p.WorkspaceId, p.ChannelId, p.DueAt, p.Id });
            builder.HasIndex(p => new { p.WorkspaceId, p.PieceId });
            builder.HasIndex(p => new { p.WorkspaceId, p.DraftId });
        }
    }
}

/// <summary>The tables of Publishing.</summary>
public static class PublishingTables
{
    extension(ToombosDb db)
    {
        public DbSet<Publication> Publications => db.Set<Publication>();
        public DbSet<PublishedText> PublishedTexts => db.Set<PublishedText>();
        public DbSet<Delivery> Deliveries => db.Set<Delivery>();
        public DbSet<DeliveryAttempt> DeliveryAttempts => db.Set<DeliveryAttempt>();
        public DbSet<Measurement> Measurements => db.Set<Measurement>();
    }
}
