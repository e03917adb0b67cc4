using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A sealed state that was used, remembered until it would have expired, so that no node takes it twice.</summary>
public sealed class SpentState : IShared
{
    public required Guid Id { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<SpentState>
    {
        public void Configure(EntityTypeBuilder<SpentState> builder)
        {
            builder.ToTable("spent_states");
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.HasIndex(s => s.ExpiresAt);
        }
    }
}

/// <summary>The table of used states.</summary>
public static class SpentStateTable
{
    extension(ToombosDb db)
    {
        public DbSet<SpentState> SpentStates => db.Set<SpentState>();
    }
}
