using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Jobs;

/// <summary>Jobs, those due last first.</summary>
static class ListJobs
{
    public static async Task<Ok<Page<Job>>> Handle(ToombosDb db, [AsParameters] JobFilter filter, string? after, int? limit, CancellationToken ct)
    {
        var (jobs, size) = (filter.Apply(db), Keyset.Clamp(limit));
        if (CursorOf(after) is var (due, id)) jobs = jobs.Where(j => j.DueAt < due || (j.DueAt == due && j.Id < id));
        var rows = await jobs.OrderByDescending(j => j.DueAt).ThenByDescending(j => j.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, j => $"{j.DueAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{j.Id:N}", j => j.ToWire()));
    }

    static (DateTimeOffset Due, Guid Id)? CursorOf(string? after)
    {
        if (after is null) return null;
        if (after.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var due) && due <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var last))
            return (new(due, TimeSpan.Zero), last);
        throw new DomainRuleException("cursor.invalid", "The cursor in 'after' is not one that a list gave out. Leave it out to start at the first page.", StatusCodes.Status400BadRequest);
    }
}
