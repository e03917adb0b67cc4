using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Something that happened to a person's account: a sign-in, a refused one, a changed password. Shown to that person.</summary>
public sealed class AccountEvent : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }

    /// <summary>Stable word such as <c>signed-in</c>, <c>password-changed</c>.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Address { get; init; }
    public string? Device { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccountEvent>
    {
        public void Configure(EntityTypeBuilder<AccountEvent> builder)
        {
            builder.ToTable("account_events");
            builder.Property(e => e.Kind).HasMaxLength(50);
            builder.Property(e => e.Address).HasMaxLength(45);
            builder.Property(e => e.Device).HasMaxLength(200);
            builder.HasIndex(e => new { e.PersonId, e.Id });
            builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId);
        }
    }
}

/// <summary>The table of account events.</summary>
public static class AccountEventTable
{
    extension(ToombosDb db)
    {
        public DbSet<AccountEvent> AccountEvents => db.Set<AccountEvent>();
    }
}
