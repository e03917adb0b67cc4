using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// The moment that a time on a wall means. Where clocks are put forward some times do not exist: such a one is as far behind the change as it says. Where
/// they are put back some exist twice: the first is meant.
/// </summary>
/// <param name="Note">What is worth knowing about it; null when nothing is.</param>
public sealed record ScheduledTime(DateTimeOffset Moment, string? Note)
{
    /// <summary>Farther than any zone is from UTC, so that both sides of a change are seen.</summary>
    static readonly TimeSpan Around = TimeSpan.FromHours(27);

    /// <summary>Longer ahead nobody knows the clocks.</summary>
    static readonly TimeSpan Farthest = TimeSpan.FromDays(366 * 2);
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Why nothing can be planned for it; null where it can.</summary>
    public PublishObstacle? ObstacleAt(DateTimeOffset now) =>
        Moment < now - Grace ? new("time.past", $"That time is past: it was {Moment:yyyy-MM-dd HH:mm} UTC. Choose a later one, or leave it out to publish at once.")
        : Moment > now + Farthest ? new("time.too-far", "That is more than two years ahead. Choose an earlier time.") : null;

    /// <summary>Where the brand's clocks hang; UTC where nobody knows the place any more.</summary>
    public static TimeZoneInfo ZoneOf(Brand brand) => TimeZoneInfo.TryFindSystemTimeZoneById(brand.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Refuses what is no time on a wall, and zones that nobody knows.</summary>
    public static ScheduledTime Of(LocalTime time, string zoneOtherwise)
    {
        if (time.Local.Kind != DateTimeKind.Unspecified) throw new FieldException("at.local", "Write the time as it is on the wall, without Z or an offset, and name its zone.");
        if (time.Local.Year is < 2000 or > 9000) throw new FieldException("at.local", "This is not a time at which anything could be published.");
        return TimeZoneInfo.TryFindSystemTimeZoneById(time.Zone ?? zoneOtherwise, out var zone) ? Of(time.Local, zone)
            : throw new FieldException("at.zone", $"'{time.Zone}' is not an IANA time zone. Write one like Europe/Stockholm.");
    }

    /// <summary>Asks the zone only what it shows at a moment, which it always knows; what it says of times on the wall is wrong where rules changed within a year.</summary>
    public static ScheduledTime Of(DateTime local, TimeZoneInfo zone)
    {
        var unshifted = new DateTimeOffset(local, TimeSpan.Zero);
        TimeSpan[] offsets = [zone.GetUtcOffset(unshifted - Around), zone.GetUtcOffset(unshifted), zone.GetUtcOffset(unshifted + Around)];
        var moments = offsets.Distinct().Select(offset => unshifted - offset).Where(moment => zone.GetUtcOffset(moment) == unshifted - moment).Order().ToList();
        if (moments.Count == 1) return new(moments[0], null);
        if (moments.Count > 1) return new(moments[0], $"On that day {local:HH:mm} comes twice in {zone.Id}, because clocks are put back; the first one is meant.");
        var after = unshifted - offsets[0];
        return new(after, $"On that day {local:HH:mm} does not exist in {zone.Id}, because clocks are put forward; it will be {TimeZoneInfo.ConvertTime(after, zone):HH:mm}.");
    }
}
