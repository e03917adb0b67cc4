using CsCheck;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Tests.Publishing;

/// <summary>What moment a time on a wall means, over both changes of the clocks.</summary>
public sealed class ScheduledTimeTests
{
    static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin"];

    [Theory]
    [InlineData("2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59", false)]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30", true)] // does not exist: 03:30 in summer time
    [InlineData("2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00", false)]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30", true)] // comes twice: the first
    [InlineData("2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00", false)]
    [InlineData("2026-03-08T02:30", "America/New_York", "2026-03-08T07:30", true)]
    [InlineData("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00", true)] // a whole day that never was
    [InlineData("2026-07-01T10:00", "Asia/Kolkata", "2026-07-01T04:30", false)]
    public void A_time_means_one_moment_and_says_where_clocks_change(string local, string zone, string utc, bool noted)
    {
        var time = ScheduledTime.Of(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.Equal(utc, time.Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(noted, time.Note is not null);
    }

    [Fact]
    public void Every_time_that_exists_is_shown_by_the_wall_again_and_the_first_of_two_is_meant() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1], Gen.Long[new DateTime(2005, 1, 1).Ticks / TimeSpan.TicksPerMinute, new DateTime(2035, 1, 1).Ticks / TimeSpan.TicksPerMinute]).Sample((place, minute) =>
        {
            var name = Zones[place];
            var (zone, local) = (TimeZoneInfo.FindSystemTimeZoneById(name), new DateTime(minute * TimeSpan.TicksPerMinute));
            var moment = ScheduledTime.Of(local, zone).Moment;
            var shown = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
            var others = Enumerable.Range(-26 * 4, 52 * 4).Where(q => q != 0).Select(q => moment.AddMinutes(15 * q)).Where(m => TimeZoneInfo.ConvertTime(m, zone).DateTime == local).ToList();
            if (shown == local) Assert.All(others, other => Assert.True(moment < other, $"{name} {local:O}: {other:O} is earlier than {moment:O}"));
            else Assert.True(others.Count == 0 && shown > local && shown - local <= TimeSpan.FromDays(1), $"{name} {local:O} became {shown:O}");
        }, iter: 5_000);

    [Fact]
    public void What_is_no_time_on_a_wall_or_no_zone_is_refused_by_its_field()
    {
        Assert.Equal("at.local", Assert.Throws<FieldException>(() => ScheduledTime.Of(new LocalTime { Local = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, "UTC")).Errors.Keys.Single());
        Assert.Equal("at.local", Assert.Throws<FieldException>(() => ScheduledTime.Of(new LocalTime { Local = DateTime.MinValue }, "UTC")).Errors.Keys.Single());
        Assert.Equal("at.zone", Assert.Throws<FieldException>(() => ScheduledTime.Of(new LocalTime { Local = new(2026, 1, 1), Zone = "Mars/Olympus" }, "UTC")).Errors.Keys.Single());
    }
}
