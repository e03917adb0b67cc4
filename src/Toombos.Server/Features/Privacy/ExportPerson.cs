using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Server.Features.Privacy.Exporting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>Everything kept about the signed-in person as a ZIP.</summary>
static class ExportPerson
{
    public static PushStreamHttpResult Handle(PersonExport export, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Stream(stream => export.WriteAsync(tenant.Caller.PersonId!.Value, stream, ct), "application/zip", $"toombos-my-data-{clock.GetUtcNow().UtcDateTime:yyyy-MM-dd}.zip");
}
