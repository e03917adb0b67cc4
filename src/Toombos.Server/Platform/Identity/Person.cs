using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>A human being with an account, who may be a member of several workspaces. Shared: who may see whom is decided by membership.</summary>
public sealed class Person : IdentityUser<Guid>, IShared
{
    public Person() => Id = Guid.CreateVersion7();

    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Address that waits for its confirmation.</summary>
    public string? PendingEmail { get; set; }

    /// <summary>Workspace used last, where the next sign-in leads.</summary>
    public Guid? LastWorkspaceId { get; set; }

    /// <summary>The last code of the authenticator app that was accepted, and when: it is not accepted again.</summary>
    public string? LastCode { get; set; }
    public DateTimeOffset? LastCodeAt { get; set; }

    /// <summary>When the account will be erased, if its owner asked for that.</summary>
    public DateTimeOffset? EraseAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("people");
            builder.Property(p => p.Name).HasMaxLength(100);
            builder.Property(p => p.UserName).HasMaxLength(254);
            builder.Property(p => p.NormalizedUserName).HasMaxLength(254);
            builder.Property(p => p.Email).HasMaxLength(254);
            builder.Property(p => p.NormalizedEmail).HasMaxLength(254);
            builder.Property(p => p.PendingEmail).HasMaxLength(254);
            builder.Property(p => p.LastCode).HasMaxLength(10);
            builder.Property(p => p.PasswordHash).HasMaxLength(500);
            builder.Property(p => p.SecurityStamp).HasMaxLength(64);
            builder.Property(p => p.ConcurrencyStamp).HasMaxLength(64).IsConcurrencyToken();
            builder.Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed);
            builder.HasIndex(p => p.NormalizedEmail).IsUnique();
        }
    }
}

/// <summary>A claim of a person; the stores ask for the table, the product keeps none.</summary>
public sealed class PersonClaim : IdentityUserClaim<Guid>, IShared;

/// <summary>A person's identity at a workspace's provider: issuer and subject.</summary>
public sealed class PersonLogin : IdentityUserLogin<Guid>, IShared;

/// <summary>Key of a person's authenticator app, and their recovery codes. Sealed and opened by <see cref="PersonStore"/>.</summary>
public sealed class PersonToken : IdentityUserToken<Guid>, IShared
{
    public const string Purpose = "person-token";

    [Sealed(Purpose)] public override string? Value { get; set; }
}

/// <summary>A person's passkey: its public key and counters.</summary>
public sealed class PersonPasskey : IdentityUserPasskey<Guid>, IShared;

/// <summary>The tables of people.</summary>
public static class PersonTables
{
    extension(ToombosDb db)
    {
        public DbSet<Person> People => db.Set<Person>();
        public DbSet<PersonLogin> PersonLogins => db.Set<PersonLogin>();
        public DbSet<PersonPasskey> PersonPasskeys => db.Set<PersonPasskey>();
    }

    public static void MapPeople(this ModelBuilder model)
    {
        model.ApplyConfiguration(new Person.Mapping());
        model.Entity<PersonClaim>(claim =>
        {
            claim.ToTable("person_claims");
            claim.HasOne<Person>().WithMany().HasForeignKey(c => c.UserId);
        });
        model.Entity<PersonLogin>(login =>
        {
            login.ToTable("person_logins");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.Property(l => l.LoginProvider).HasMaxLength(500);
            login.Property(l => l.ProviderKey).HasMaxLength(255);
            login.Property(l => l.ProviderDisplayName).HasMaxLength(255);
            login.HasOne<Person>().WithMany().HasForeignKey(l => l.UserId);
        });
        model.Entity<PersonToken>(token =>
        {
            token.ToTable("person_tokens");
            token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
            token.Property(t => t.Value).HasMaxLength(4000);
            token.HasOne<Person>().WithMany().HasForeignKey(t => t.UserId);
        });
        model.Entity<PersonPasskey>(passkey =>
        {
            passkey.ToTable("person_passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId);
        });
    }
}
