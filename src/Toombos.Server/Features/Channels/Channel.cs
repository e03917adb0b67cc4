using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Channels;

/// <summary>A connected destination.</summary>
[Announced(Client.Events.EventKinds.Channel)]
public sealed class Channel : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public string Kind => Email is not null ? "email" : Webhook is not null ? "webhook" : "site";
    public required DateTimeOffset CreatedAt { get; init; }
    public ChannelState State { get; private set; }
    public string? Problem { get; private set; }
    public void Switch(bool off) => State = off ? ChannelState.Off : ChannelState.Ready;
    public void Note(string? problem, bool refused, DateTimeOffset now) => (Problem, State) = (problem, refused ? ChannelState.Refused : ChannelState.Ready);
    public EmailSettings? Email { get; set; }
    public WebhookSettings? Webhook { get; set; }
    public SiteSettings? Site { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("channels");
            builder.Property(c => c.Name).HasMaxLength(100);
            builder.Property(c => c.Problem).HasMaxLength(500);
            builder.Property(c => c.Email).AsJson();
            builder.Property(c => c.Webhook).AsJson();
            builder.Property(c => c.Site).AsJson();
        }
    }
}

/// <summary>The table of channels.</summary>
public static class ChannelTables
{
    extension(ToombosDb db)
    {
        public DbSet<Channel> Channels => db.Set<Channel>();
    }
}
