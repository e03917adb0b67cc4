using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Models.ModelProvider;

namespace Toombos.Server.Features.Models;

/// <summary>Connects a provider. It is not asked: a check does that, and says more. The first that is connected is asked for everything from then on.</summary>
static class AddProvider
{
    const int Most = 20;

    public static async Task<Created<Wire>> Handle(AddModelProviderRequest request, ToombosDb db, Tenant tenant, SecretBox box, TimeProvider clock, CancellationToken ct)
    {
        var provider = new ModelProvider
        {
            Name = Typed.Name("name", request.Name), Protocol = request.Protocol, Address = ProviderRules.Address(request.Address), Models = ProviderRules.Models(request.Models), MaxConcurrent = request.MaxConcurrent, CreatedAt = clock.GetUtcNow(),
            SealedKey = request.Key is { Length: > 0 } key ? box.Protect(ModelProvider.SecretPurpose, ProviderRules.Key(key)) : null,
        };
        await db.InTransactionAsync(async () =>
        {
            var others = await db.ModelProviders.CountAsync(ct);
            if (others >= Most) throw new DomainRuleException("model-provider.too-many", $"A workspace has at most {Most} providers. Remove one that is no longer used.");
            db.ModelProviders.Add(provider);
            if (others == 0 && !await db.ModelPolicies.AnyAsync(ct)) db.ModelPolicies.Add(new() { WorkspaceId = tenant.Required, Policy = PolicyOf(provider) });
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Created($"/v1/model-providers/{provider.Id}", provider.ToWire());
    }

    static ModelPolicy PolicyOf(ModelProvider provider)
    {
        ModelRoute[] routes = [new() { ProviderId = provider.Id, Model = provider.Models[0].Name }];
        return new() { Draft = routes, Refine = routes, SubjectLines = routes, Judge = routes };
    }
}
