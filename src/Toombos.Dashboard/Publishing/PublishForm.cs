using System.Globalization;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Publishing;

/// <summary>What a person chooses before something is published, and how that is said and asked of the API.</summary>
public sealed class PublishForm(Draft draft, string zone)
{
    public Draft Draft => draft;
    public Channel? Channel { get; private set; }
    public Guid? AudienceId { get; set; }
    public bool Later { get; set; }

    /// <summary>As date and time fields write it, without an offset.</summary>
    public string Local { get; set; } = "";
    public string Zone { get; set; } = zone;
    public bool DryRun { get; set; }
    public string Slot { get; set; } = "";

    /// <summary>What is up there and could be changed; null where there is none, or it says this text already.</summary>
    public Publication? Up { get; private set; }

    /// <summary>A second post is wanted beside the one that is up.</summary>
    public bool Again { get; set; }

    public bool ChangesPost => Up is not null && !Again;

    public bool NeedsAudience => LedgerWords.IsMail(Channel?.Kind);

    /// <summary>Whether enough was chosen to ask what would happen.</summary>
    public bool Complete => Channel is not null && (!NeedsAudience || AudienceId is not null) && (!Later || Moment is not null);

    public void Choose(Channel channel) => (Channel, Up, Again) = (channel, null, false);

    /// <summary>Whether a look showed a post that is up, which is to be changed unless somebody says otherwise.</summary>
    public bool Offer(PublishPreview preview)
    {
        if (Up is not null || preview.Up is not { } up || up.ChannelId != Channel?.Id || up.VersionNumber == draft.VersionNumber) return false;
        Up = up;
        return ChangesPost;
    }

    /// <summary>Offers a day that is still to come, in the morning.</summary>
    public void Suggest(DateOnly? day, DateOnly today)
    {
        if (day is { } later && later > today) (Later, Local) = (true, later.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T09:00");
    }

    DateTime? Moment => DateTime.TryParseExact(Local, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    public PublishRequest ToRequest() => new()
    {
        DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = Channel!.Id, AudienceId = NeedsAudience ? AudienceId : null,
        At = Later ? new() { Local = Moment!.Value, Zone = Zone } : null, UpdateOf = ChangesPost ? Up!.Id : null, DryRun = DryRun, Slot = PageAddress.Kept(Slot),
    };

    /// <summary>Exactly what the last button does.</summary>
    public string Deed(PublishPreview preview)
    {
        var when = preview.DueAt is { } due ? "on " + Words.Moment(due, TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var there) ? there : TimeZoneInfo.Utc) : "now";
        var what = (preview.ChannelKind, DryRun) switch
        {
            (var mail, false) when LedgerWords.IsMail(mail) => $"Send to {Words.Count(preview.Deliveries, "person", "people")}",
            (var mail, true) when LedgerWords.IsMail(mail) => $"Rehearse for {Words.Count(preview.Deliveries, "person", "people")}",
            ("webhook", false) => $"Call {preview.ChannelName}",
            (_, false) when ChangesPost => $"Change the post on {preview.ChannelName}",
            (_, true) when ChangesPost => $"Rehearse the change on {preview.ChannelName}",
            (_, false) => $"Publish on {preview.ChannelName}",
            _ => $"Rehearse on {preview.ChannelName}",
        };
        return $"{what} {when}{(DryRun ? ", without sending" : "")}";
    }
}
