using Toombos.Client.Audiences;

namespace Toombos.Dashboard.Audiences;

/// <summary>People on lists and lines of imports, in words.</summary>
static class AudienceWords
{
    public static string Of(SubscriberState state) => state switch { SubscriberState.Subscribed => "Subscribed", SubscriberState.Unsubscribed => "Unsubscribed", _ => "Suppressed" };

    public static string ToneOf(SubscriberState state) => state switch { SubscriberState.Subscribed => "done", SubscriberState.Unsubscribed => "cancelled", _ => "failed" };

    /// <summary>How somebody came onto the list, before the name of whoever did it.</summary>
    public static string Of(ConsentSource source) => source switch { ConsentSource.Import => "imported by", ConsentSource.ByHand => "added by", _ => "subscribed again by" };

    public static string Of(EndReason? reason) => reason switch
    {
        EndReason.Reader => "unsubscribed by the link", EndReason.Asked => "unsubscribed on request", EndReason.Bounced => "letters came back", EndReason.Complained => "complained", _ => "ended",
    };

    public static string Of(SkipReason reason) => reason switch
    {
        SkipReason.NoAddress => "no address",
        SkipReason.NotAnAddress => "not a mail address",
        SkipReason.NameTooLong => "the name is longer than 200 characters",
        SkipReason.Repeated => "stands further up already",
        SkipReason.Unsubscribed => "has unsubscribed",
        SkipReason.Suppressed => "must not be written to",
        _ => "is on the list",
    };
}
