using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>Which models are asked for what, and what may be spent.</summary>
static class SetPolicy
{
    public static async Task<Ok<ModelPolicy>> GetAsync(ToombosDb db, CancellationToken ct) => TypedResults.Ok(await db.ModelPolicyAsync(ct));

    public static Task<Ok<ModelPolicy>> Handle(ModelPolicy policy, ToombosDb db, Tenant tenant, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var providers = await db.ModelProviders.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        foreach (var purpose in Enum.GetValues<ModelPurpose>())
        {
            if (policy.For(purpose).FirstOrDefault(r => !providers.TryGetValue(r.ProviderId, out var provider) || provider.Find(r.Model) is null) is { } astray)
                throw new FieldException(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString()), $"No connected provider with this id offers {astray.Model}. Connect it first, or leave it out.");
        }
        if (await db.ModelPolicies.FirstOrDefaultAsync(ct) is { } row) row.Policy = policy;
        else db.ModelPolicies.Add(new() { WorkspaceId = tenant.Required, Policy = policy });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(policy);
    }, ct);
}
