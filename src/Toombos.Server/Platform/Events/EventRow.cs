using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Events;

/// <summary>An event as it is stored, in the transaction of the change that it tells of. Written by the context alone, never changed.</summary>
[Unlogged("It tells of changes that are logged themselves.")]
public sealed class EventRow : ITenantOwned
{
    public Guid WorkspaceId { get; set; }
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="EventKinds.Things"/> and a verb.</summary>
    public required string Kind { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Ids of what it belongs to, by name.</summary>
    public required IReadOnlyDictionary<string, Guid> Related { get; init; }
    public required string Actor { get; init; }

    byte[]? _written;

    /// <summary>As it goes over every socket: written out once, for thousands may be told of one row.</summary>
    public ReadOnlyMemory<byte> ToSocket() =>
        _written ??= JsonSerializer.SerializeToUtf8Bytes(new SocketMessage { Type = SocketMessage.Happened, Event = ToWire() }, ToombosJson.Default.SocketMessage);

    public WorkspaceEvent ToWire() => new() { Sequence = Sequence, At = At, Kind = Kind, SubjectId = SubjectId, Related = Related, Actor = Actor };

    internal sealed class Mapping : IEntityTypeConfiguration<EventRow>
    {
        public void Configure(EntityTypeBuilder<EventRow> builder)
        {
            builder.ToTable("events");
            builder.HasKey(e => new { e.WorkspaceId, e.Sequence });
            builder.Property(e => e.Sequence).ValueGeneratedNever();
            builder.Property(e => e.At).HasConversion<AuditRow.Microseconds>();
            builder.Property(e => e.Kind).HasMaxLength(70);
            builder.Property(e => e.Related).AsJson().HasMaxLength(2000);
            builder.Property(e => e.Actor).HasMaxLength(AuditRow.NameLength);
        }
    }
}

/// <summary>The table of events.</summary>
public static class EventTables
{
    extension(ToombosDb db)
    {
        public DbSet<EventRow> Events => db.Set<EventRow>();
    }
}
