using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>Has jobs that did not succeed done again, now.</summary>
static class RetryJob
{
    public static async Task<Ok<Job>> Handle(Guid id, JobControl control, CancellationToken ct) => TypedResults.Ok((await control.RetryAsync([id], ct))[0].OrThrow().ToWire());

    public static async Task<Ok<BulkResult>> Several(BulkRequest request, JobControl control, CancellationToken ct) =>
        TypedResults.Ok(new BulkResult([.. (await control.RetryAsync(request.Ids, ct)).Select(o => o.ToWire())]));
}
