using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Jobs;

/// <summary>Jobs, those due last first.</summary>
static class ListJobs
{
    public static async Task<Ok<Page<Job>>> Handle(ToombosDb db, [AsParameters] JobFilter filter, string? after, int? limit, CancellationToken ct)
    {
        var (jobs, size) = (filter.Apply(db), Keyset.Clamp(limit));
        if (Keyset.MomentOf(after) is var (due, id)) jobs = jobs.Where(j => j.DueAt < due || (j.DueAt == due && j.Id < id));
        var rows = await jobs.OrderByDescending(j => j.DueAt).ThenByDescending(j => j.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, j => Keyset.CursorOf(j.DueAt, j.Id), j => j.ToWire()));
    }
}
