using Toombos.Client.Events;
using Toombos.Client.Webhooks;
using Toombos.Dashboard.Audit;
using Toombos.Dashboard.Design;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Webhooks;

/// <summary>Webhooks and what they were told, as people read them.</summary>
static class WebhookWords
{
    public const string Path = "/settings/webhooks";

    /// <summary>How many kinds a line names.</summary>
    const int Named = 4;

    public static IReadOnlyList<WebhookDeliveryState> Outcomes { get; } = Enum.GetValues<WebhookDeliveryState>();

    public static (string Tone, string Icon, string Word) Sign(Webhook of) => of switch
    {
        { State: WebhookState.Disabled } => ("failed", Outlined.Block, "Disabled"),
        { State: WebhookState.Off } => ("cancelled", Outlined.PauseCircle, "Off"),
        { FailingSince: not null } => ("partial", Outlined.SyncProblem, "Failing"),
        _ => ("done", Outlined.CheckCircle, "Active"),
    };

    public static (string Tone, string Icon, string Word) Sign(WebhookDeliveryState of) => of switch
    {
        WebhookDeliveryState.Delivered => ("done", Outlined.CheckCircle, "Delivered"),
        WebhookDeliveryState.Retrying => ("pending", Outlined.Replay, "Retrying"),
        _ => ("failed", Outlined.ErrorOutline, "Left out"),
    };

    /// <summary>How a webhook stands, as a sentence.</summary>
    public static string Standing(Webhook of) => of switch
    {
        { State: WebhookState.Disabled } => "Toombos has switched it off. Nothing is lost: switched on it goes on where it was.",
        { State: WebhookState.Off } => "It is switched off. Nothing is lost: switched on it goes on where it was.",
        { FailingSince: not null } => "It can't be told at the moment. The message is tried again, and what comes after it waits.",
        _ when Waiting(of) == 0 => "It has been told everything that is for it.",
        _ => $"It is being told: {HowFar(of)}.",
    };

    public static int Waiting(Webhook of) => (int)Math.Clamp(of.Newest - of.Told, 0, int.MaxValue);

    public static string HowFar(Webhook of) => Waiting(of) is > 0 and var waiting ? $"{Words.Count(waiting, "event")} to look at" : "up to date";

    /// <summary>A kind, or a thing that is taken whole.</summary>
    public static string Heard(string word) => word.Contains('.', StringComparison.Ordinal) ? AuditWords.Spoken(word) : $"{AuditWords.Spoken(word)} (all)";

    /// <summary>What it hears of, in a line.</summary>
    public static string Hears(IReadOnlyList<string> kinds) =>
        string.Join(", ", kinds.Take(Named).Select(Heard)) + (kinds.Count > Named ? $" and {kinds.Count - Named} more" : "");

    /// <summary>Things whose events change what is shown of a webhook.</summary>
    public static IReadOnlyList<string> Follows(Webhook? of) => [EventKinds.Webhook, .. (of?.Kinds ?? []).Select(ThingOf)];

    /// <summary>Whether an event tells of the webhook itself or of something that it is told.</summary>
    public static bool Concerns(Webhook of, WorkspaceEvent one) => one.SubjectId == of.Id || of.Kinds.Any(word => word == one.Kind || word == ThingOf(one.Kind));

    static string ThingOf(string kind) => kind.Split('.')[0];
}
