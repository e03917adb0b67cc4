using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audit;

/// <summary>Checks the chain of the caller's workspace.</summary>
static class VerifyEntries
{
    public static async Task<Ok<AuditVerification>> Handle(ToombosDb db, Tenant tenant, HttpResponse response, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await VerifyAudit.RunAsync(db, tenant.Required, ct));
    }
}
