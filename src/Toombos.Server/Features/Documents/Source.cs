using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Hubs;
using Toombos.Server.Features.Documents.Pictures;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Documents.Source;

namespace Toombos.Server.Features.Documents;

/// <summary>A registered living document: where it is kept, and how the last look at it went.</summary>
[Announced(Client.Events.EventKinds.Source)]
public sealed class Source : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public required SourceKind Kind { get; init; }
    public string? Address { get; init; }

    /// <summary>The account that it is read with; null where it is public.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>What the place said of the state last read, an ETag or a hash; lets the next look be cheap.</summary>
    [Unlogged("Noted with every sync.")] public string? Revision { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    [Unlogged("Noted with every sync.")] public DateTimeOffset? SyncedAt { get; set; }
    [Unlogged("Noted with every sync.")] public DateTimeOffset? GoodAt { get; set; }
    [Unlogged("Noted with every sync.")] public string? SyncError { get; set; }
    [Unlogged("Noted with every sync.")] public int Failures { get; set; }

    /// <summary>The next time it is due; null when it never is by itself.</summary>
    [Unlogged("Moves with every sync.")] public DateTimeOffset? NextSyncAt { get; set; }
    public int? EveryMinutes { get; set; }

    /// <summary>Time of day, HH:mm, in <see cref="Zone"/>.</summary>
    public string? DailyAt { get; set; }
    public string? Zone { get; set; }
    public Guid? LatestSnapshotId { get; set; }
    public int SnapshotCount { get; set; }
    [Unlogged("Counts changes, which have entries of their own.")] public int Version { get; set; } = 1;

    /// <summary>Whether the text lives in Toombos itself and is changed by people here.</summary>
    public bool HoldsItsText => Kind is SourceKind.Paste or SourceKind.Upload;

    /// <summary>Whether there is a place to read it from again.</summary>
    public bool IsRead => !HoldsItsText && Kind != SourceKind.Items;

    public SyncSchedule? Schedule => IsRead ? new() { EveryMinutes = EveryMinutes, DailyAt = DailyAt, Zone = Zone } : null;

    public Wire ToWire(Client.Documents.Snapshot? latest) => new()
    {
        Id = Id, Name = Name, Kind = Kind, Address = Address, ConnectionId = ConnectionId, CreatedAt = CreatedAt, SyncedAt = SyncedAt, GoodAt = GoodAt, SyncError = SyncError,
        Failures = Failures, Schedule = Schedule, NextSyncAt = NextSyncAt, Latest = latest,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Source>
    {
        public void Configure(EntityTypeBuilder<Source> builder)
        {
            builder.ToTable("sources");
            builder.Property(s => s.Name).HasMaxLength(200);
            builder.Property(s => s.Address).HasMaxLength(2048);
            builder.Property(s => s.Revision).HasMaxLength(500);
            builder.Property(s => s.SyncError).HasMaxLength(1000);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.Property(s => s.DailyAt).HasMaxLength(5);
            builder.Property(s => s.Zone).HasMaxLength(64);
            builder.Ignore(s => s.HoldsItsText).Ignore(s => s.IsRead).Ignore(s => s.Schedule);
            builder.HasIndex(s => s.NextSyncAt).HasFilter("\"NextSyncAt\" IS NOT NULL");
            builder.HasIndex(s => new { s.WorkspaceId, s.Id });
            builder.HasIndex(s => s.ConnectionId);
        }
    }
}

/// <summary>The tables of Documents.</summary>
public static class DocumentTables
{
    extension(ToombosDb db)
    {
        public DbSet<Source> Sources => db.Set<Source>();
        public DbSet<Snapshot> Snapshots => db.Set<Snapshot>();
        public DbSet<SourceEntryRow> SourceEntries => db.Set<SourceEntryRow>();
        public DbSet<SourceFileRow> SourceFiles => db.Set<SourceFileRow>();
        public DbSet<Hooks.SourceHook> SourceHooks => db.Set<Hooks.SourceHook>();
        public DbSet<FeedSubscription> FeedSubscriptions => db.Set<FeedSubscription>();
        public DbSet<KeptPicture> KeptPictures => db.Set<KeptPicture>();
        public DbSet<SyncRunRow> SyncRuns => db.Set<SyncRunRow>();
        public DbSet<StoredItem> Items => db.Set<StoredItem>();
    }
}
