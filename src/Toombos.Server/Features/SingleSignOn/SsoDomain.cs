using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Accounts.SsoDomain;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>A mail domain that a workspace claims. Until its TXT record is found the claim counts for nothing; proven, it is one workspace's alone.</summary>
public sealed class SsoDomain : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }

    /// <summary>As it stands in normalised addresses: lower case, punycode.</summary>
    public required string Domain { get; init; }

    /// <summary>Random text that only the workspace knows until it stands in the domain's TXT record.</summary>
    public string Challenge { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    public DateTimeOffset? VerifiedAt { get; set; }

    public string TxtName => $"_toombos.{Domain}";
    public string TxtValue => $"toombos-verify={Challenge}";

    public Wire ToWire() => new(Domain, TxtName, TxtValue, VerifiedAt);

    internal sealed class Mapping : IEntityTypeConfiguration<SsoDomain>
    {
        public void Configure(EntityTypeBuilder<SsoDomain> builder)
        {
            builder.ToTable("sso_domains");
            builder.Property(d => d.Domain).HasMaxLength(253);
            builder.Property(d => d.Challenge).HasMaxLength(64);
            builder.Ignore(d => d.TxtName).Ignore(d => d.TxtValue);
            builder.HasIndex(d => new { d.WorkspaceId, d.Domain }).IsUnique();
            builder.HasIndex(d => d.Domain).IsUnique().HasFilter("\"VerifiedAt\" IS NOT NULL");
        }
    }
}

/// <summary>The tables of single sign-on, and what is looked up before any workspace is entered.</summary>
public static class SingleSignOnTables
{
    extension(ToombosDb db)
    {
        public DbSet<SsoProvider> SsoProviders => db.Set<SsoProvider>();
        public DbSet<SsoDomain> SsoDomains => db.Set<SsoDomain>();

        /// <summary>The provider of the workspace that has proven that a domain is its own.</summary>
        public Task<SsoProvider?> ProviderOfDomainAsync(string domain, CancellationToken ct) => (
            from one in db.SsoDomains.IgnoreQueryFilters([ToombosDb.TenantFilter])
            join provider in db.SsoProviders on one.WorkspaceId equals provider.WorkspaceId
            where one.Domain == domain && one.VerifiedAt != null
            select provider).AsNoTracking().FirstOrDefaultAsync(ct);
    }
}
