using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Publishing.Planning;

/// <summary>Publications by days of the workspace's zone, what is worth knowing of each, and approved drafts that wait for a day.</summary>
static class GetCalendar
{
    const int MostDays = 92, MostEntries = 5_000, MostWaiting = 50;

    public static async Task<Ok<Calendar>> Handle(DateOnly from, DateOnly to, Guid? channelId, ToombosDb db, CancellationToken ct)
    {
        if (to < from) throw new FieldException("to", "The last day lies before the first.");
        if (to.DayNumber - from.DayNumber >= MostDays) throw new FieldException("to", $"A calendar shows at most {MostDays} days at once.");
        if (from.Year is < 2000 or > 9000) throw new FieldException("from", "Nothing is published in that year.");
        var zone = ScheduledTime.ZoneOf((await db.CurrentWorkspaceAsync(ct)).Brand);
        var (begins, ends) = (ScheduledTime.Of(from.ToDateTime(default), zone).Moment.ToUniversalTime(), ScheduledTime.Of(to.AddDays(1).ToDateTime(default), zone).Moment.ToUniversalTime());
        // Those a little before and after say what is too close to the first and the last.
        var (earliest, latest) = (begins - PlanNotes.Close, ends + PlanNotes.Close);
        var rows = await db.Publications.AsNoTracking().Where(p => p.DueAt >= earliest && p.DueAt < latest && (channelId == null || p.ChannelId == channelId)).OrderBy(p => p.DueAt).ThenBy(p => p.Id)
            .Select(p => new PlanRow(p.Id, p.PieceId, p.DraftId, p.Title, p.ChannelId, p.ChannelName, p.ChannelKind, p.State, p.DryRun, p.Withdraws, p.DueAt, p.At)).Take(MostEntries + 1).ToListAsync(ct);
        var notes = PlanNotes.Of(rows, zone);
        return TypedResults.Ok(new Calendar
        {
            Zone = zone.Id, From = from, To = to, More = rows.Count > MostEntries, Waiting = await WaitingAsync(db, ct),
            Entries = [.. rows.Take(MostEntries).Where(r => r.DueAt >= begins && r.DueAt < ends).Select(r => r.ToWire(zone, notes[r.Id]))],
        });
    }

    static async Task<IReadOnlyList<DraftSummary>> WaitingAsync(ToombosDb db, CancellationToken ct)
    {
        var publications = db.Publications;
        var waiting = await db.Drafts.AsNoTracking()
            .Where(d => d.ApprovedHash != null && !publications.Any(p => p.DraftId == d.Id && p.VersionNumber == d.VersionNumber && !p.DryRun && !p.Withdraws && p.State != PublicationState.Cancelled))
            .OrderByDescending(d => d.ApprovedAt).ThenByDescending(d => d.Id).Take(MostWaiting).ToListAsync(ct);
        return waiting.ConvertAll(d => d.ToWire());
    }
}
