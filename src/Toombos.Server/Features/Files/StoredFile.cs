using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Files;

/// <summary>Where the bytes of a file lie. Kept with each file, so that configuration can change without losing old ones.</summary>
public enum FilePlace { Folder, Bucket }

/// <summary>An uploaded picture. The bytes lie elsewhere under a name that says nothing.</summary>
[Announced(Client.Events.EventKinds.File)]
public sealed class StoredFile : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }

    /// <summary>What it shows, in words for those who can't see it; null where nobody has said so yet.</summary>
    public string? AltText { get; set; }

    /// <summary>The place that stays where a network wants another shape: 0 is left or top, 1 right or bottom.</summary>
    public double FocusX { get; set; } = 0.5;
    public double FocusY { get; set; } = 0.5;
    public required string ContentType { get; init; }
    public required long Size { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether the address is published and stays.</summary>
    public required bool Public { get; set; }
    public required FilePlace Place { get; init; }
    [Confidential] public required string Location { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> builder)
        {
            builder.ToTable("files");
            builder.Property(f => f.Name).HasMaxLength(200);
            builder.Property(f => f.AltText).HasMaxLength(1000);
            builder.Property(f => f.ContentType).HasMaxLength(50);
            builder.Property(f => f.Hash).HasMaxLength(64);
            builder.Property(f => f.Location).HasMaxLength(100);
            builder.Property(f => f.CreatedBy).HasMaxLength(100);
            builder.HasIndex(f => new { f.WorkspaceId, f.Id });
        }
    }
}

/// <summary>
/// Bytes that must go: written before they are stored and taken back with the file's own row, or written when a file is removed. So
/// neither a crash in between nor a store that is away leaves bytes behind that nobody knows of.
/// </summary>
public sealed class DiscardedFile : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required FilePlace Place { get; init; }
    public required string Location { get; init; }

    /// <summary>Not before this: an upload under way has its hour.</summary>
    public required DateTimeOffset After { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DiscardedFile>
    {
        public void Configure(EntityTypeBuilder<DiscardedFile> builder)
        {
            builder.ToTable("discarded_files");
            builder.Property(f => f.Location).HasMaxLength(100);
            builder.HasIndex(f => f.After);
        }
    }
}

/// <summary>The tables of Files.</summary>
public static class FileTables
{
    extension(ToombosDb db)
    {
        public DbSet<StoredFile> Files => db.Set<StoredFile>();
        public DbSet<DiscardedFile> DiscardedFiles => db.Set<DiscardedFile>();

        /// <summary>Those of the ids that are there.</summary>
        public Task<Dictionary<Guid, StoredFile>> FilesOfAsync(IEnumerable<Guid> ids, CancellationToken ct)
        {
            var asked = ids.Distinct().ToList();
            return db.Files.AsNoTracking().Where(f => asked.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        }
    }
}
