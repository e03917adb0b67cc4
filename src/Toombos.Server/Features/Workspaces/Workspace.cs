using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Workspaces.Workspace;

namespace Toombos.Server.Features.Workspaces;

/// <summary>The tenant. Shared, because it is what tenants are told apart by: readers compare its id with the one entered.</summary>
[Logged]
[Announced(Client.Events.EventKinds.Workspace)]
public sealed class Workspace : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required Brand Brand { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the plan, which says what the workspace may use.</summary>
    public string Plan { get; set; } = "free";

    /// <summary>When it will be deleted, if an owner asked for that.</summary>
    public DateTimeOffset? EraseAt { get; set; }
    public int Version { get; set; } = 1;

    public Wire ToWire() => new() { Id = Id, Name = Name, Brand = Brand, CreatedAt = CreatedAt, Plan = Plan, EraseAt = EraseAt, Version = Version };

    internal sealed class Mapping : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> builder)
        {
            builder.ToTable("workspaces");
            builder.Property(w => w.Name).HasMaxLength(100);
            builder.Property(w => w.Plan).HasMaxLength(50);
            builder.Property(w => w.Brand).AsJson();
            builder.Property(w => w.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The table of workspaces, and the one that has been entered.</summary>
public static class WorkspaceTables
{
    extension(ToombosDb db)
    {
        public DbSet<Workspace> Workspaces => db.Set<Workspace>();

        /// <summary>The workspace that the request works for.</summary>
        public Task<Workspace> CurrentWorkspaceAsync(CancellationToken ct) => db.Workspaces.FirstAsync(w => w.Id == db.CurrentWorkspace, ct);
    }
}
