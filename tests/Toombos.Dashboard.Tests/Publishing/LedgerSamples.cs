using System.Globalization;
using Toombos.Client.Audiences;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Publishing;

/// <summary>Publications, deliveries, channels and audiences as the API would send them.</summary>
static class LedgerSamples
{
    public static readonly Guid PublicationId = Guid.Parse("66666666-6666-7666-8666-666666666666");
    public static readonly Guid DeliveryId = Guid.Parse("77777777-7777-7777-8777-777777777777");
    public static readonly Guid AudienceId = Guid.Parse("88888888-8888-7888-8888-888888888888");

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-02T{time}Z", CultureInfo.InvariantCulture);

    public static Publication Publication(PublicationState state = PublicationState.Published, DeliveryCounts? counts = null, string kind = "email", string title = "Skerry 14 gets a lighter hull") => new()
    {
        Id = PublicationId, Title = title, PieceId = WritingSamples.PieceId, DraftId = WritingSamples.DraftId, VersionNumber = 2, ContentHash = WritingSamples.Hash, ChannelId = Mail.Id,
        ChannelName = kind == "email" ? Mail.Name : "tidewater.example", ChannelKind = kind, AudienceId = kind == "email" ? AudienceId : null, AudienceName = kind == "email" ? "Paddlers" : null,
        State = state, DueAt = At("10:00:00"), CreatedAt = At("09:00:00"), CreatedBy = "Ines Duarte", Counts = counts ?? new(0, 0, 0, 1204, 0, 0, 0),
    };

    public static Delivery Delivery(DeliveryState state = DeliveryState.Confirmed, int number = 0, string target = "reader@mail.example") => new()
    {
        Id = number == 0 ? DeliveryId : Guid.NewGuid(), PublicationId = PublicationId, State = state, Target = target, Attempt = 1, IdempotencyKey = "key-1", UpdatedAt = At("10:00:01"),
    };

    public static Channel Mail { get; } = Channel("Harbour newsletter", "email", "email");
    public static Channel Site { get; } = Channel("tidewater.example", "site", "web");

    public static Channel Channel(string name, string kind, params string[] takes) => new() { Id = Guid.NewGuid(), Name = name, Kind = kind, Settings = [], Secrets = [], Target = name, State = ChannelState.Ready, CreatedAt = At("08:00:00"), Takes = takes };

    public static Audience Paddlers { get; } = new() { Id = AudienceId, Name = "Paddlers", Counts = new(1204, 12, 3), CreatedAt = At("08:00:00"), CreatedBy = "Ines Duarte", Version = 1 };

    public static PublishPreview Preview(int people = 1204, params PublishObstacle[] obstacles) => new()
    {
        Title = "Skerry 14 gets a lighter hull", ChannelName = Mail.Name, ChannelKind = "email", AudienceName = "Paddlers", Deliveries = people, Obstacles = obstacles,
    };
}
