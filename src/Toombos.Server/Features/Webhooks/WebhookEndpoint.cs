using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>
/// An address that is told of events. Like every watcher it is no more than a number: how far it has been told. What it has still to hear lies in the table of
/// events, so nothing is lost while it is off, and hearing it again means to set the number back.
/// </summary>
[Announced(Client.Events.EventKinds.Webhook, nameof(State))]
public sealed class WebhookEndpoint : ITenantOwned
{
    public const string SecretPurpose = "webhook-secret";
    public const int AddressLength = 2048, ProblemLength = 1000;

    /// <summary>How long a replaced key signs beside the new one.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromDays(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public required string Address { get; set; }
    public required IReadOnlyList<string> Kinds { get; set; }
    [Sealed(SecretPurpose)] public required string SealedSecret { get; set; }

    /// <summary>The key before the last rotation.</summary>
    [Sealed(SecretPurpose)] public string? SealedOldSecret { get; set; }
    public DateTimeOffset? OldSecretUntil { get; set; }
    public WebhookState State { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Sequence of the last event that it was told of or that was not for it. Set past the change tracker, for of this there is nothing to announce.</summary>
    [Unlogged("Moves with every event.")] public required long Told { get; init; }
    [Unlogged("Moves with every message.")] public DateTimeOffset? FailingSince { get; set; }
    [Unlogged("Moves with every message.")] public int Failures { get; set; }
    [Unlogged("Moves with every message.")] public string? Problem { get; set; }
    [Unlogged("Moves with every message.")] public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>As if nothing had gone wrong.</summary>
    public void Forgive() => (FailingSince, Failures, Problem, NextTryAt) = (null, 0, null, null);

    /// <param name="newest">Sequence of the workspace's newest event.</param>
    public Webhook ToWire(long newest) => new()
    {
        Id = Id, Name = Name, Address = Address, Kinds = Kinds, State = State, CreatedAt = CreatedAt, Told = Told, Newest = newest, FailingSince = FailingSince, Problem = Problem, NextTryAt = NextTryAt,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<WebhookEndpoint>
    {
        public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
        {
            builder.ToTable("webhooks");
            builder.Property(w => w.Name).HasMaxLength(100);
            builder.Property(w => w.Address).HasMaxLength(AddressLength);
            builder.Property(w => w.Kinds).AsJson();
            builder.Property(w => w.SealedSecret).HasMaxLength(4000);
            builder.Property(w => w.SealedOldSecret).HasMaxLength(4000);
            builder.Property(w => w.Problem).HasMaxLength(ProblemLength);
            builder.HasIndex(w => new { w.WorkspaceId, w.Name });
        }
    }
}

/// <summary>The tables of Webhooks.</summary>
public static class WebhookTables
{
    extension(ToombosDb db)
    {
        public DbSet<WebhookEndpoint> Webhooks => db.Set<WebhookEndpoint>();

        /// <summary>Of all workspaces: for whoever looks which of them are behind, and nobody else.</summary>
        internal IQueryable<WebhookEndpoint> AllWebhooks => db.Set<WebhookEndpoint>().IgnoreQueryFilters([ToombosDb.TenantFilter]);
        public DbSet<WebhookDeliveryRow> WebhookDeliveries => db.Set<WebhookDeliveryRow>();
    }
}
