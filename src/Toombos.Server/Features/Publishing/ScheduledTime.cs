using Toombos.Client.Publishing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// The moment that a time on a wall means. Where clocks are put forward some times do not exist: such a one is as far behind the change as it says. Where
/// they are put back some exist twice: the first is meant.
/// </summary>
/// <param name="Note">What is worth knowing about it; null when nothing is.</param>
public sealed record ScheduledTime(DateTimeOffset Moment, string? Note)
{
    static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    /// <summary>Refuses what is no time on a wall, and zones that nobody knows.</summary>
    public static ScheduledTime Of(LocalTime time, string zoneOtherwise)
    {
        if (time.Local.Kind != DateTimeKind.Unspecified) throw new FieldException("at.local", "Write the time as it is on the wall, without Z or an offset, and name its zone.");
        if (time.Local.Year is < 2000 or > 9000) throw new FieldException("at.local", "This is not a time at which anything could be published.");
        return TimeZoneInfo.TryFindSystemTimeZoneById(time.Zone ?? zoneOtherwise, out var zone) ? Of(time.Local, zone)
            : throw new FieldException("at.zone", $"'{time.Zone}' is not an IANA time zone. Write one like Europe/Stockholm.");
    }

    public static ScheduledTime Of(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            var before = local - Step;
            while (zone.IsInvalidTime(before)) before -= Step;
            var moment = new DateTimeOffset(local, zone.GetUtcOffset(before));
            return new(moment.ToUniversalTime(), $"On that day {local:HH:mm} does not exist in {zone.Id}, because clocks are put forward; it will be {TimeZoneInfo.ConvertTime(moment, zone):HH:mm}.");
        }
        if (!zone.IsAmbiguousTime(local)) return new(new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime(), null);
        return new(new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime(),
            $"On that day {local:HH:mm} comes twice in {zone.Id}, because clocks are put back; the first one is meant.");
    }
}
