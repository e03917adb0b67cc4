using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Jobs;

/// <summary>The door of Jobs: work in the background as people see it.</summary>
public static class JobsFeature
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/jobs").WithTags("Jobs");
        door.MapGet("", ListJobs.Handle).Costs(1).Needs(Scopes.JobsRead).WithName("ListJobs").WithSummary("Lists jobs, those due last first");
        door.MapGet("/counts", CountJobs.Handle).Costs(1).Needs(Scopes.JobsRead).WithName("CountJobs").WithSummary("Counts jobs by state");
        door.MapGet("/export.csv", ExportJobs.Csv).Produces<string>(200, "text/csv").Costs(10).Needs(Scopes.JobsRead).WithName("ExportJobsAsCsv").WithSummary("All jobs that a query finds, for spreadsheets");
        door.MapGet("/export.jsonl", ExportJobs.JsonLines).Produces<string>(200, "application/jsonl").Costs(10).Needs(Scopes.JobsRead).WithName("ExportJobsAsJsonLines").WithSummary("All jobs that a query finds, for programs");
        door.MapGet("/{id:guid}", GetJob.Handle).Costs(1).Needs(Scopes.JobsRead).WithName("GetJob").WithSummary("Gets a job with its log");
        door.MapPost("/cancel", CancelJob.Several).Costs(5).Needs(Scopes.JobsWrite).WithName("CancelJobs").WithSummary("Cancels several jobs; each answers for itself");
        door.MapPost("/retry", RetryJob.Several).Costs(5).Needs(Scopes.JobsWrite).WithName("RetryJobs").WithSummary("Has several jobs done again; each answers for itself");
        door.MapPost("/{id:guid}/cancel", CancelJob.Handle).Costs(2).Needs(Scopes.JobsWrite).WithName("CancelJob").WithSummary("Ends a pending job and asks a running one to stop");
        door.MapPost("/{id:guid}/retry", RetryJob.Handle).Costs(2).Needs(Scopes.JobsWrite).WithName("RetryJob").WithSummary("Has a job that did not succeed done again");
    }
}
