using System.Globalization;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>When a source is due next: by its schedule, a little apart from the others, and less often while it fails.</summary>
static class SyncTimes
{
    /// <summary>How often a new source is read.</summary>
    public const int UsualMinutes = 60;

    static readonly TimeSpan Longest = TimeSpan.FromDays(1), LongestJitter = TimeSpan.FromMinutes(5);

    /// <summary>Checks a schedule and sets it on the source.</summary>
    public static void Set(Source source, SyncSchedule? wanted, DateTimeOffset now)
    {
        if (wanted is { EveryMinutes: not null, DailyAt: not null }) throw new FieldException("dailyAt", "Choose either every so many minutes or a time of day, not both.");
        if (wanted?.Zone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new FieldException("zone", $"'{zone}' is no time zone. Use an IANA name such as Europe/Berlin.");
        (source.EveryMinutes, source.DailyAt) = (wanted?.EveryMinutes, wanted?.DailyAt);
        source.Zone = wanted?.DailyAt is null || string.IsNullOrEmpty(wanted.Zone) ? null : wanted.Zone;
        source.NextSyncAt = Next(source, now);
    }

    public static DateTimeOffset? Next(Source source, DateTimeOffset now, TimeSpan? wait = null)
    {
        if (Regular(source, now) is not { } regular) return null;
        if (source.Failures == 0) return regular;
        // The first trouble is tried again by the schedule; after that the pause doubles, up to a day or the schedule's own
        var pause = (regular - now) * Math.Pow(2, Math.Min(source.Failures - 1, 16));
        if (pause > Longest) pause = regular - now > Longest ? regular - now : Longest;
        return now + (wait > pause ? wait.Value : pause);
    }

    static DateTimeOffset? Regular(Source source, DateTimeOffset now)
    {
        if (source.EveryMinutes is { } minutes)
        {
            var every = TimeSpan.FromMinutes(minutes);
            return now + every + Jitter(source.Id, every / 10);
        }
        if (source.DailyAt is not { } at) return null;
        var time = TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture);
        return Occurrences.Next($"{time.Minute} {time.Hour} * * *", source.Zone ?? "UTC", now) + Jitter(source.Id, LongestJitter);
    }

    /// <summary>The same for a source each time, so that its times are even; apart from others that have the same schedule.</summary>
    static TimeSpan Jitter(Guid id, TimeSpan most)
    {
        var longest = most < LongestJitter ? most : LongestJitter;
        return longest * (BitConverter.ToUInt16(id.ToByteArray(), 14) / (double)ushort.MaxValue);
    }
}
