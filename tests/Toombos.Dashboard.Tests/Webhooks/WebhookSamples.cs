using System.Globalization;
using Toombos.Client.Webhooks;

namespace Toombos.Dashboard.Tests.Webhooks;

/// <summary>Webhooks and what they were told, as the API would send them.</summary>
static class WebhookSamples
{
    public static readonly Guid HookId = Guid.Parse("99999999-9999-7999-8999-999999999999");

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-02T{time}Z", CultureInfo.InvariantCulture);

    public static Webhook Hook { get; } = new()
    {
        Id = HookId, Name = "Desk", Address = "https://desk.example/hook", Kinds = ["publication", "job.failed"], State = WebhookState.Active, CreatedAt = At("08:00:00"), Told = 12, Newest = 12,
    };

    public static Webhook Failing { get; } = Hook with { Told = 9, FailingSince = At("09:00:00"), Problem = "It answered 503. See that the receiver runs.", NextTryAt = At("09:20:00") };

    public static WebhookTry Taken { get; } = new(At("10:00:00"), 120, true, null, "ok");

    public static WebhookTry Refused { get; } = new(At("09:00:00"), 1500, false, "It answered 503. See that the receiver runs.", "<b>busy</b>");

    public static WebhookDelivery Told(long sequence = 12, string kind = "publication.published", params WebhookTry[] tries) => new()
    {
        Sequence = sequence, Kind = kind, MessageId = $"msg_{sequence}", State = tries is [{ Delivered: false }, ..] ? WebhookDeliveryState.Retrying : WebhookDeliveryState.Delivered,
        Tries = Math.Max(1, tries.Length), Last = tries.Length == 0 ? [Taken] : tries,
    };
}
