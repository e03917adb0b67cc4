using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A person in a workspace, with a role.</summary>
[Announced(Client.Events.EventKinds.Member)]
public sealed class Member : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid PersonId { get; init; }
    public required WorkspaceRole Role { get; set; }
    public required DateTimeOffset JoinedAt { get; init; }
    public int Version { get; set; } = 1;

    internal sealed class Mapping : IEntityTypeConfiguration<Member>
    {
        public void Configure(EntityTypeBuilder<Member> builder)
        {
            builder.ToTable("members");
            builder.Property(m => m.Version).IsConcurrencyToken();
            builder.HasIndex(m => new { m.WorkspaceId, m.PersonId }).IsUnique();
            builder.HasIndex(m => m.PersonId);
            builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId);
        }
    }
}

/// <summary>The table of members.</summary>
public static class MemberTable
{
    extension(ToombosDb db)
    {
        public DbSet<Member> Members => db.Set<Member>();
    }
}
