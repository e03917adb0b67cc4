using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Channels;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Features.Channels;

/// <summary>A connected destination. What it must not tell is sealed; how it stands is noted by checks and by whoever sends.</summary>
[Announced(Client.Events.EventKinds.Channel, nameof(State))]
public sealed class Channel : ITenantOwned
{
    /// <summary>A password of a mail server, or a key that signs.</summary>
    public const string SecretPurpose = "channel-secret";

    /// <summary>How long a replaced key signs beside the new one.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromDays(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }

    /// <summary>Exactly one of the three is set, and says what kind it is.</summary>
    public EmailSettings? Email { get; set; }
    public WebhookSettings? Webhook { get; set; }
    public SiteSettings? Site { get; set; }
    [Sealed(SecretPurpose)] public string? SealedSecret { get; set; }

    /// <summary>The key before the last rotation.</summary>
    [Sealed(SecretPurpose)] public string? SealedOldSecret { get; set; }
    public DateTimeOffset? OldSecretUntil { get; set; }
    public ChannelState State { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    [Unlogged("Noted with every check.")] public DateTimeOffset? CheckedAt { get; private set; }
    [Unlogged("Noted with every check.")] public string? Problem { get; private set; }

    public string Kind => Email is not null ? "email" : Webhook is not null ? "webhook" : "site";

    public void Switch(bool off) => State = off ? ChannelState.Off : ChannelState.Ready;

    /// <summary>What was found is no longer known, because something was changed.</summary>
    public void Forget()
    {
        (CheckedAt, Problem) = (null, null);
        if (State == ChannelState.Refused) State = ChannelState.Ready;
    }

    /// <summary>How it stands: what is wrong as a sentence, null when nothing is; and whether the other side lets nobody in any more.</summary>
    public void Note(string? problem, bool refused, DateTimeOffset now)
    {
        (CheckedAt, Problem) = (now, problem is { Length: > 1000 } ? problem[..1000] : problem);
        if (State != ChannelState.Off) State = refused ? ChannelState.Refused : ChannelState.Ready;
    }

    /// <param name="siteAddress">Where Toombos shows the site of a channel.</param>
    public Wire ToWire(Func<Guid, string> siteAddress) => new()
    {
        Id = Id, Name = Name, Kind = Kind, State = State, CreatedAt = CreatedAt, Email = Email, Webhook = Webhook, Site = Site, HasSecret = SealedSecret is not null,
        Takes = [Email is not null ? ChannelFamily.Email : ChannelFamily.Web], CheckedAt = CheckedAt, Problem = Problem,
        Address = Kind == "site" ? Site?.Address ?? siteAddress(Id) : null,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("channels");
            builder.Property(c => c.Name).HasMaxLength(100);
            builder.Property(c => c.Email).AsJson();
            builder.Property(c => c.Webhook).AsJson();
            builder.Property(c => c.Site).AsJson();
            builder.Property(c => c.SealedSecret).HasMaxLength(4000);
            builder.Property(c => c.SealedOldSecret).HasMaxLength(4000);
            builder.Property(c => c.Problem).HasMaxLength(1000);
        }
    }
}

/// <summary>The table of Channels.</summary>
public static class ChannelTables
{
    extension(ToombosDb db)
    {
        public DbSet<Channel> Channels => db.Set<Channel>();
    }
}
