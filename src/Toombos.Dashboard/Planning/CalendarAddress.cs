using System.Globalization;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Planning;

/// <summary>How days are shown.</summary>
public enum CalendarView { Month, Week, Agenda }

/// <summary>What the calendar shows, as it stands in the address of the page.</summary>
/// <param name="On">A day that is shown; today where none is named.</param>
public sealed record CalendarAddress(CalendarView View, DateOnly On, string? Channel)
{
    public const string Path = "/calendar";
    const int AgendaDays = 30;

    public static CalendarAddress Of(string? view, string? on, string? channel, DateOnly today) => new(
        PageAddress.Word<CalendarView>(view) ?? CalendarView.Month,
        DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2200 ? day : today, Guid.TryParse(channel, out _) ? channel : null);

    /// <summary>Weeks begin on Monday, and a month is shown in whole weeks.</summary>
    public (DateOnly From, DateOnly To) Range => View switch
    {
        CalendarView.Week => (MondayOf(On), MondayOf(On).AddDays(6)),
        CalendarView.Agenda => (On, On.AddDays(AgendaDays - 1)),
        _ => (MondayOf(FirstOfMonth), MondayOf(FirstOfMonth.AddMonths(1).AddDays(-1)).AddDays(6)),
    };

    public Guid? ChannelId => Guid.TryParse(Channel, out var id) ? id : null;

    public CalendarAddress Before => this with { On = Step(-1) };
    public CalendarAddress After => this with { On = Step(1) };

    public string Title => View switch
    {
        CalendarView.Month => On.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        CalendarView.Week when Range.From.Month == Range.To.Month => string.Create(CultureInfo.InvariantCulture, $"{Range.From.Day}–{Range.To:d MMMM yyyy}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Range.From:d MMMM} – {Range.To:d MMMM yyyy}"),
    };

    public override string ToString() => PageAddress.Of(Path, [("view", View == CalendarView.Month ? null : View.ToString().ToLowerInvariant()), ("on", On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("channel", Channel)]);

    DateOnly FirstOfMonth => new(On.Year, On.Month, 1);

    DateOnly Step(int by) => View switch { CalendarView.Month => FirstOfMonth.AddMonths(by), CalendarView.Week => On.AddDays(7 * by), _ => On.AddDays(AgendaDays * by) };

    static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
