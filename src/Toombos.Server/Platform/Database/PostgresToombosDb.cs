using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>The database of many nodes.</summary>
public sealed class PostgresToombosDb(DbContextOptions<PostgresToombosDb> options, Tenant tenant, IEnumerable<ModelPart> parts, TimeProvider clock)
    : ToombosDb(options, tenant, parts, clock)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Beginnings of actions are found by order of bytes; the language of the database must not matter.
        modelBuilder.Entity<AuditRow>().Property(e => e.Action).UseCollation("C");
    }
}
