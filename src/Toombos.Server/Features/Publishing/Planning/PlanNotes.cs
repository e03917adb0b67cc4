using Toombos.Client.Publishing;

namespace Toombos.Server.Features.Publishing.Planning;

/// <summary>What a calendar needs of a publication.</summary>
sealed record PlanRow(
    Guid Id, Guid PieceId, Guid DraftId, string Title, Guid ChannelId, string ChannelName, string ChannelKind, PublicationState State, bool DryRun, bool Withdraws, DateTimeOffset DueAt, LocalTime? At)
{
    public CalendarEntry ToWire(TimeZoneInfo zone, IReadOnlyList<string> notes) => new()
    {
        Id = Id, PieceId = PieceId, DraftId = DraftId, Title = Title, ChannelId = ChannelId, ChannelName = ChannelName, ChannelKind = ChannelKind, State = State, DryRun = DryRun, Withdraws = Withdraws, DueAt = DueAt,
        Local = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(DueAt, zone).DateTime, DateTimeKind.Unspecified), Notes = notes,
    };
}

/// <summary>Finds in a plan what people would want to know before it goes out. Pure.</summary>
static class PlanNotes
{
    /// <summary>Two things on one channel that are nearer than this look like one, or like spam.</summary>
    public static TimeSpan Close { get; } = TimeSpan.FromMinutes(15);

    /// <param name="rows">In the order of their time.</param>
    /// <returns>For each row, whatever there is to say.</returns>
    public static IReadOnlyDictionary<Guid, IReadOnlyList<string>> Of(IReadOnlyList<PlanRow> rows, TimeZoneInfo zone)
    {
        var all = rows.ToDictionary(r => r.Id, r => (IReadOnlyList<string>)(r.State == PublicationState.Planned && r.At is { } at && TimeNoteOf(at) is { } note ? [note] : []));
        foreach (var channel in rows.Where(r => !r.DryRun && !r.Withdraws && r.State is not (PublicationState.Cancelled or PublicationState.Failed)).GroupBy(r => r.ChannelId))
        {
            PlanRow? before = null;
            foreach (var row in channel)
            {
                if (before is not null && row.DueAt - before.DueAt < Close && (row.State == PublicationState.Planned || before.State == PublicationState.Planned))
                {
                    Say(row, before);
                    Say(before, row);
                }
                before = row;
            }
        }
        return all;

        void Say(PlanRow row, PlanRow other)
        {
            if (row.State == PublicationState.Planned) all[row.Id] = [.. all[row.Id], $"{(other.DueAt < row.DueAt ? "Soon after" : other.DueAt > row.DueAt ? "Shortly before" : "At the same time as")} “{other.Title}” on {row.ChannelName}, {TimeZoneInfo.ConvertTime(other.DueAt, zone):HH:mm}."];
        }
    }

    /// <summary>A time that clocks skip or repeat, in the zone that it was chosen in.</summary>
    static string? TimeNoteOf(LocalTime at) => TimeZoneInfo.TryFindSystemTimeZoneById(at.Zone ?? "UTC", out var zone) ? ScheduledTime.Of(at.Local, zone).Note : null;
}
