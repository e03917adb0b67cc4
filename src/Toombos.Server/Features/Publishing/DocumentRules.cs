using Toombos.Client.Documents;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing.Composing.Stories;

namespace Toombos.Server.Features.Publishing;

/// <summary>What the editor's flags in the document say about the items that a draft speaks of. Snapshots never change, so this is worked out once.</summary>
sealed record DocumentRules(IReadOnlyList<PublishObstacle> Standing, DateTimeOffset? NotBefore, DateTimeOffset? Until, string? Rehearsed)
{
    public static DocumentRules None { get; } = new([], null, null, null);

    public static DocumentRules Of(IEnumerable<Item> items, ChannelKind writtenFor, TimeZoneInfo zone)
    {
        var (standing, notBefore, until, rehearsed) = (new List<PublishObstacle>(), (DateTimeOffset?)null, (DateTimeOffset?)null, (string?)null);
        foreach (var item in items)
        {
            if (!item.Flags.Published) standing.Add(new("document.not-published", $"'{item.Title}' is not marked published in the document. Mark it, sync the source and write the piece again."));
            if (!Story.MayGo(item, writtenFor)) standing.Add(new("document.other-channel", $"'{item.Title}' is marked for {string.Join(", ", item.Flags.Channels)} only, not for {writtenFor.Name}."));
            if (item.Flags.DryRun) rehearsed ??= item.Title;
            if (item.Flags.ScheduledFor is { } start && EditorDate.Moment(start, zone) is { } from && !(from <= notBefore)) notBefore = from;
            if (item.Flags.ExpiresAt is { } end && EditorDate.Moment(end, zone, endOfDay: true) is { } to && !(to >= until)) until = to;
        }
        return new(standing, notBefore, until, rehearsed);
    }

    /// <summary>What stands against sending at a moment.</summary>
    public IEnumerable<PublishObstacle> At(DateTimeOffset moment, bool dryRun)
    {
        foreach (var obstacle in Standing) yield return obstacle;
        if (Rehearsed is not null && !dryRun) yield return new("document.dry-run", $"'{Rehearsed}' is marked dry_run in the document and is never sent. Publish it as a dry run, or take the mark away and write the piece again.");
        if (moment < NotBefore) yield return new("document.not-before", $"The document says not before {NotBefore:yyyy-MM-dd HH:mm} UTC. Schedule it for then or later.");
        if (moment >= Until) yield return new("document.expired", $"The document says that this expires at {Until:yyyy-MM-dd HH:mm} UTC.");
    }
}
