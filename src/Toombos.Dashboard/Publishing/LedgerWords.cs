using System.Globalization;
using Toombos.Client.Publishing;
using Toombos.Dashboard.Design;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Publishing;

/// <summary>The ledger as people read it.</summary>
static class LedgerWords
{
    public static IReadOnlyList<PublicationState> States { get; } = Enum.GetValues<PublicationState>();

    /// <summary>States of deliveries as bars and legends order them: what went well, what is on its way, what did not.</summary>
    public static IReadOnlyList<DeliveryState> Order { get; } =
        [DeliveryState.Confirmed, DeliveryState.Sent, DeliveryState.Armed, DeliveryState.Planned, DeliveryState.Unknown, DeliveryState.Failed, DeliveryState.Cancelled];

    public static string Of(PublicationState state) => state switch { PublicationState.Publishing => "On its way", PublicationState.Partial => "In part", _ => state.ToString() };

    public static string ToneOf(PublicationState state) => state switch
    {
        PublicationState.Planned => "pending",
        PublicationState.Publishing => "running",
        PublicationState.Published => "done",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static string IconOf(PublicationState state) => state switch
    {
        PublicationState.Planned => Outlined.Schedule,
        PublicationState.Publishing => Outlined.Send,
        PublicationState.Published => Outlined.CheckCircle,
        PublicationState.Partial => Outlined.IncompleteCircle,
        PublicationState.Failed => Outlined.ErrorOutline,
        PublicationState.Cancelled => Outlined.Block,
        _ => Outlined.HelpOutline,
    };

    public static string Of(DeliveryState state) => state switch { DeliveryState.Armed => "Being sent", DeliveryState.Sent => "Taken", DeliveryState.Planned => "Waiting", _ => state.ToString() };

    public static string ToneOf(DeliveryState state) => state switch
    {
        DeliveryState.Confirmed => "done",
        DeliveryState.Sent => "sent",
        DeliveryState.Armed => "running",
        DeliveryState.Planned => "pending",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static string IconOf(DeliveryState state) => state switch
    {
        DeliveryState.Confirmed => Outlined.CheckCircle,
        DeliveryState.Sent => Outlined.MarkEmailRead,
        DeliveryState.Armed => Outlined.Send,
        DeliveryState.Planned => Outlined.HourglassEmpty,
        DeliveryState.Failed => Outlined.ErrorOutline,
        DeliveryState.Cancelled => Outlined.Block,
        _ => Outlined.HelpOutline,
    };

    public static int CountOf(DeliveryCounts counts, DeliveryState state) => state switch
    {
        DeliveryState.Planned => counts.Planned,
        DeliveryState.Armed => counts.Armed,
        DeliveryState.Sent => counts.Sent,
        DeliveryState.Confirmed => counts.Confirmed,
        DeliveryState.Failed => counts.Failed,
        DeliveryState.Cancelled => counts.Cancelled,
        _ => counts.Unknown,
    };

    public static string ChannelKind(string kind) => kind switch { "email" => "Email", "webhook" => "Webhook", "site" => "Website", "bucket" => "Site in a bucket", "git" => "Git repository", _ => Words.Channel(kind) };

    /// <summary>Whether what goes there are letters to people of an audience.</summary>
    public static bool IsMail(string? kind) => kind is "email" or "resend" or "postmark" or "sendgrid" or "brevo";

    /// <summary>Whether what goes there are posts that people read at a network.</summary>
    public static bool IsPost(string kind) => IconOf(kind) == Outlined.Forum;

    public static string IconOf(string kind) => kind switch { _ when IsMail(kind) => Outlined.Email, "webhook" => Outlined.Webhook, "git" => Outlined.Commit, "site" or "bucket" => Outlined.Language, "wordpress" or "ghost" or "devto" => Outlined.Article, _ => Outlined.Forum };

    /// <summary>What deliveries are to a kind of channel: people for email, the thing itself elsewhere.</summary>
    public static string Receivers(string kind, int count) => IsMail(kind) ? Words.Count(count, "person", "people") : Words.Count(count, "delivery", "deliveries");

    /// <summary>How a publication stands, as a sentence.</summary>
    public static string Standing(Publication of)
    {
        var (counts, all) = (of.Counts, Receivers(of.ChannelKind, of.Counts.Total));
        var there = counts.Confirmed + counts.Sent;
        var said = of.State switch
        {
            PublicationState.Planned => $"Waits for its time, for {all}.",
            PublicationState.Publishing => $"On its way: {there.ToString("N0", CultureInfo.InvariantCulture)} of {all} so far.",
            PublicationState.Published => counts.Total > 1 ? $"It reached all {all}." : "It is there.",
            PublicationState.Partial => $"It reached {there.ToString("N0", CultureInfo.InvariantCulture)} of {all}: {Rest(counts)}.",
            PublicationState.Failed => "Nothing was delivered.",
            PublicationState.Cancelled => "It was called off before anything was sent.",
            _ => $"Of {Receivers(of.ChannelKind, counts.Unknown)} nobody knows whether it arrived.",
        };
        return of.DryRun ? $"A dry run: nothing left Toombos. {said}" : said;
    }

    static string Rest(DeliveryCounts counts) => string.Join(", ", new[] { DeliveryState.Failed, DeliveryState.Cancelled, DeliveryState.Unknown }
        .Where(s => CountOf(counts, s) > 0).Select(s => $"{CountOf(counts, s).ToString("N0", CultureInfo.InvariantCulture)} {Of(s).ToLowerInvariant()}"));

    /// <summary>What helps against a problem, where it is more than the sentence that came with it.</summary>
    public static (string Text, string Address)? HelpFor(DeliveryProblem problem, string draftAddress) => problem switch
    {
        DeliveryProblem.Auth or DeliveryProblem.Permission or DeliveryProblem.Version => ("Look at the channel", "/channels"),
        DeliveryProblem.Content or DeliveryProblem.Media or DeliveryProblem.Duplicate => ("Open the draft", draftAddress),
        _ => null,
    };

    /// <summary>The outcome of one try, as the server words it, for people.</summary>
    public static string Outcome(string? outcome) => outcome switch
    {
        null => "No answer",
        "delivered" => "Delivered",
        "rejected" => "Refused",
        "try-later" => "Try later",
        "unclear" => "Unclear",
        "found" => "Found there",
        "absent" => "Not found there",
        _ => Audit.AuditWords.Spoken(outcome, capital: true),
    };

    /// <summary>An address that may stand in a link.</summary>
    public static string? Link(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri.AbsoluteUri : null;
}
