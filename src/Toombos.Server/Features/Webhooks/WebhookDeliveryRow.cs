using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Webhooks;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>What came of telling a webhook of one event. Kept as long as the event, and removed with the webhook.</summary>
[Unlogged("It is a log itself.")]
public sealed class WebhookDeliveryRow : ITenantOwned
{
    const int KeptTries = 10;

    public Guid WorkspaceId { get; set; }
    public required Guid WebhookId { get; init; }
    public required long Sequence { get; init; }
    public required string Kind { get; init; }

    /// <summary>When the event happened.</summary>
    public required DateTimeOffset At { get; init; }
    public WebhookDeliveryState State { get; private set; }
    public int Tries { get; private set; }
    public IReadOnlyList<WebhookTry> Last { get; private set; } = [];

    public static WebhookDeliveryRow Of(Guid webhook, EventRow one) => new() { WorkspaceId = one.WorkspaceId, WebhookId = webhook, Sequence = one.Sequence, Kind = one.Kind, At = one.At };

    public void Note(WebhookTry tried, WebhookDeliveryState state) => (State, Tries, Last) = (state, Tries + 1, [tried, .. Last.Take(KeptTries - 1)]);

    public WebhookDelivery ToWire() => new() { Sequence = Sequence, Kind = Kind, MessageId = WebhookSender.IdOf(WorkspaceId, Sequence), State = State, Tries = Tries, Last = Last };

    internal sealed class Mapping : IEntityTypeConfiguration<WebhookDeliveryRow>
    {
        public void Configure(EntityTypeBuilder<WebhookDeliveryRow> builder)
        {
            builder.ToTable("webhook_deliveries");
            builder.HasKey(d => new { d.WebhookId, d.Sequence });
            builder.Property(d => d.Sequence).ValueGeneratedNever();
            builder.Property(d => d.Kind).HasMaxLength(50);
            builder.Property(d => d.Last).AsJson();
            builder.HasIndex(d => new { d.WebhookId, d.State, d.Sequence });
            builder.HasIndex(d => d.At);
            builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.WebhookId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
