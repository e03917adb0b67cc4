using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>One entry of a workspace's log as it is stored. Written by <see cref="AuditWriter"/> alone, never changed.</summary>
[Unlogged("It is the log.")]
public sealed class AuditRow : ITenantOwned
{
    /// <summary>Longest text of each kind; whatever is longer is cut when it is written.</summary>
    public const int NameLength = 100, ActionLength = 100, IdLength = 200, SummaryLength = 8000;

    public Guid WorkspaceId { get; set; }
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AuditActorKind ActorKind { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string Action { get; init; }
    public string? TargetKind { get; init; }
    public string? TargetId { get; init; }
    public string? Address { get; init; }
    public string? Device { get; init; }
    public required string Summary { get; init; }
    public required byte[] PreviousHash { get; init; }
    public required byte[] Hash { get; init; }

    public AuditEntry ToWire() => new()
    {
        WorkspaceId = WorkspaceId, Sequence = Sequence, At = At, ActorKind = ActorKind, ActorId = ActorId, ActorName = ActorName, Action = Action, TargetKind = TargetKind,
        TargetId = TargetId, Address = Address, Device = Device, Summary = Summary, PreviousHash = Convert.ToHexStringLower(PreviousHash), Hash = Convert.ToHexStringLower(Hash),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<AuditRow>
    {
        public void Configure(EntityTypeBuilder<AuditRow> builder)
        {
            builder.ToTable("audit_entries");
            builder.HasKey(e => new { e.WorkspaceId, e.Sequence });
            builder.Property(e => e.Sequence).ValueGeneratedNever();
            builder.Property(e => e.At).HasConversion<Microseconds>();
            builder.Property(e => e.ActorName).HasMaxLength(NameLength);
            builder.Property(e => e.Action).HasMaxLength(ActionLength);
            builder.Property(e => e.TargetKind).HasMaxLength(NameLength);
            builder.Property(e => e.TargetId).HasMaxLength(IdLength);
            builder.Property(e => e.Address).HasMaxLength(45);
            builder.Property(e => e.Device).HasMaxLength(NameLength);
            builder.Property(e => e.Summary).HasMaxLength(SummaryLength);
            builder.Property(e => e.PreviousHash).HasMaxLength(32);
            builder.Property(e => e.Hash).HasMaxLength(32);
            // Each filter walks its own index backwards, so that a page costs the same in a log of any length.
            builder.HasIndex(e => new { e.WorkspaceId, e.Action, e.Sequence });
            builder.HasIndex(e => new { e.WorkspaceId, e.ActorId, e.Sequence });
            builder.HasIndex(e => new { e.WorkspaceId, e.TargetKind, e.Sequence });
            builder.HasIndex(e => new { e.WorkspaceId, e.TargetId, e.Sequence });
            builder.HasIndex(e => new { e.WorkspaceId, e.Address, e.Sequence });
            builder.HasIndex(e => new { e.WorkspaceId, e.At, e.Sequence });
        }
    }

    /// <summary>The same whole number in both databases, so that no rounding of theirs breaks a hash.</summary>
    internal sealed class Microseconds() : ValueConverter<DateTimeOffset, long>(time => ToNumber(time), number => FromNumber(number))
    {
        public static long ToNumber(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

        public static DateTimeOffset FromNumber(long number) => DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond);
    }
}

/// <summary>The tables of the log.</summary>
public static class AuditTables
{
    extension(ToombosDb db)
    {
        public DbSet<AuditRow> AuditEntries => db.Set<AuditRow>();
        public DbSet<AuditHead> AuditHeads => db.Set<AuditHead>();
    }
}
