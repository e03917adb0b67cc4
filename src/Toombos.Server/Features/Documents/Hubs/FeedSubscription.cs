using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Documents.FeedPush;

namespace Toombos.Server.Features.Documents.Hubs;

/// <summary>That the hub of a feed is to tell of its changes (WebSub), and how far that has come. The feed is read by its schedule all the same.</summary>
public sealed class FeedSubscription : ITenantOwned
{
    public const string SecretPurpose = "feed-subscription", Prefix = "tb_hub_";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }

    /// <summary>Of the token in the callback, which is made anew from the secret whenever it is needed.</summary>
    public required byte[] TokenHash { get; init; }
    [Sealed(SecretPurpose)] public required string SealedToken { get; init; }

    /// <summary>What the hub signs with.</summary>
    [Sealed(SecretPurpose)] public required string SealedSecret { get; init; }
    [Unlogged("Found in the feed.")] public string? Hub { get; set; }
    [Unlogged("Found in the feed.")] public string? Topic { get; set; }
    [Unlogged("Moves by itself.")] public FeedPushState State { get; set; }
    [Unlogged("Moves by itself.")] public string? Problem { get; set; }
    [Unlogged("Moves by itself.")] public int Failures { get; set; }

    /// <summary>Until when the hub tells of changes.</summary>
    [Unlogged("Moves by itself.")] public DateTimeOffset? Until { get; set; }

    /// <summary>When the hub is asked, or asked again.</summary>
    [Unlogged("Moves by itself.")] public required DateTimeOffset NextAt { get; set; }
    [Unlogged("Moves by itself.")] public DateTimeOffset? ToldAt { get; set; }

    public Wire ToWire(DateTimeOffset now) => new() { State = State == FeedPushState.Active && Until <= now ? FeedPushState.Failed : State, Hub = Hub, Problem = Problem, Until = Until, ToldAt = ToldAt };

    internal sealed class Mapping : IEntityTypeConfiguration<FeedSubscription>
    {
        public void Configure(EntityTypeBuilder<FeedSubscription> builder)
        {
            builder.ToTable("feed_subscriptions");
            builder.Property(s => s.TokenHash).HasMaxLength(32);
            builder.Property(s => s.SealedToken).HasMaxLength(1000);
            builder.Property(s => s.SealedSecret).HasMaxLength(1000);
            builder.Property(s => s.Hub).HasMaxLength(2048);
            builder.Property(s => s.Topic).HasMaxLength(2048);
            builder.Property(s => s.Problem).HasMaxLength(1000);
            builder.HasIndex(s => s.TokenHash).IsUnique();
            builder.HasIndex(s => s.SourceId).IsUnique();
            builder.HasIndex(s => s.NextAt);
            builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
