using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>How many jobs there are in each state.</summary>
static class CountJobs
{
    static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public static async Task<Ok<JobCounts>> Handle(ToombosDb db, TimeProvider clock, CancellationToken ct)
    {
        var late = clock.GetUtcNow() - Late;
        var counts = await db.Jobs.GroupBy(j => j.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, ct);
        var overdue = await db.Jobs.CountAsync(j => j.State == JobState.Pending && j.WaitsFor == null && j.DueAt < late, ct);
        int Of(JobState state) => counts.GetValueOrDefault(state);
        return TypedResults.Ok(new JobCounts(Of(JobState.Pending), Of(JobState.Running), Of(JobState.Completed), Of(JobState.Partial), Of(JobState.Failed), Of(JobState.Cancelled), overdue));
    }
}
