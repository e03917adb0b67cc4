using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>One job with its log.</summary>
static class GetJob
{
    const int MostSteps = 500;

    public static async Task<Ok<JobDetails>> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, ct) ?? throw Missing.Of("job");
        var steps = await db.JobSteps.AsNoTracking().Where(s => s.JobId == id).OrderByDescending(s => s.Id).Take(MostSteps).ToListAsync(ct);
        return TypedResults.Ok(new JobDetails(job.ToWire(), [.. steps.AsEnumerable().Reverse().Select(s => s.ToWire())]));
    }
}
