using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>Ends jobs that wait, and asks those that run to stop.</summary>
static class CancelJob
{
    public static async Task<Ok<Job>> Handle(Guid id, JobControl control, CancellationToken ct) => TypedResults.Ok((await control.CancelAsync([id], ct))[0].OrThrow().ToWire());

    public static async Task<Ok<BulkResult>> Several(BulkRequest request, JobControl control, CancellationToken ct) =>
        TypedResults.Ok(new BulkResult([.. (await control.CancelAsync(request.Ids, ct)).Select(o => o.ToWire())]));
}
