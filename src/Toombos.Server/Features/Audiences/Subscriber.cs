using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audiences;

/// <summary>Somebody on a list. Who that is stays in this table: neither the log nor an event says more than the id.</summary>
[Announced(Client.Events.EventKinds.Subscriber)]
public sealed class Subscriber : ITenantOwned
{
    public const int LongestName = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid AudienceId { get; init; }

    /// <summary>In the one form in which addresses are compared.</summary>
    [Confidential] public required string Email { get; init; }
    [Confidential] public string? Name { get; init; }

    /// <summary>Address and name in lower case, for the search: SQLite folds plain letters only.</summary>
    [Confidential] public required string SearchText { get; init; }

    /// <summary>What the address is compared by with those that must not be written to.</summary>
    [Confidential] public required byte[] Fingerprint { get; init; }
    public SubscriberState State { get; set; }
    public required Guid ConsentId { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public EndReason? EndReason { get; set; }

    /// <summary>The publication whose link ended it.</summary>
    public Guid? EndedByPublicationId { get; set; }

    public static string SearchTextOf(string email, string? name) => name is null ? email : $"{email} {name.ToLowerInvariant()}";

    /// <summary>The form of the API, with the consent beside it.</summary>
    public static Expression<Func<Subscriber, ListConsent, Client.Audiences.Subscriber>> AsWire { get; } = (s, c) => new()
    {
        Id = s.Id, AudienceId = s.AudienceId, Email = s.Email, Name = s.Name, State = s.State, CreatedAt = s.CreatedAt, EndedAt = s.EndedAt, EndReason = s.EndReason,
        Consent = new SubscriberConsent(c.Source, c.By, c.Statement, c.At),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Subscriber>
    {
        public void Configure(EntityTypeBuilder<Subscriber> builder)
        {
            builder.ToTable("subscribers");
            builder.Property(s => s.Email).HasMaxLength(254);
            builder.Property(s => s.Name).HasMaxLength(LongestName);
            builder.Property(s => s.SearchText).HasMaxLength(254 + 1 + LongestName);
            builder.Property(s => s.Fingerprint).HasMaxLength(32);
            builder.HasOne<Audience>().WithMany().HasForeignKey(s => s.AudienceId);
            builder.HasOne<ListConsent>().WithMany().HasForeignKey(s => s.ConsentId);
            builder.HasIndex(s => new { s.AudienceId, s.Email }).IsUnique();
            builder.HasIndex(s => new { s.AudienceId, s.State, s.Id });
            builder.HasIndex(s => new { s.WorkspaceId, s.Fingerprint });
            builder.HasIndex(s => new { s.WorkspaceId, s.State });
        }
    }
}
