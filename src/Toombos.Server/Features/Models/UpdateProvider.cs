using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Models.ModelProvider;

namespace Toombos.Server.Features.Models;

/// <summary>Changes a provider; its protocol stays. A kept key belongs to the address that it was given for, and is sent to no other.</summary>
static class UpdateProvider
{
    public static Task<Ok<Wire>> Handle(Guid id, UpdateModelProviderRequest request, ToombosDb db, SecretBox box, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var provider = await db.FindProviderAsync(id, ct);
        if (request.Name is { } name) provider.Name = Typed.Name("name", name);
        if (request.Address is { } address && ProviderRules.Address(address) is var clean && clean != provider.Address)
        {
            if (provider.SealedKey is not null && request.Key is null) throw new FieldException("key", "Enter the key again, because the address has changed. Leave it empty if there is none.");
            provider.Address = clean;
        }
        if (request.Key is { } key) provider.SealedKey = key.Length == 0 ? null : box.Protect(ModelProvider.SecretPurpose, ProviderRules.Key(key));
        if (request.Models is { } models) provider.Models = ProviderRules.Models(models);
        if (request.MaxConcurrent is { } most) provider.MaxConcurrent = most;
        if (request.Off is { } off) provider.Off = off;
        if ((request.Address, request.Key, request.Models) is not (null, null, null)) provider.Forget();
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(provider.ToWire());
    }, ct);

    public static async Task<NoContent> DeleteAsync(Guid id, ToombosDb db, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            db.ModelProviders.Remove(await db.FindProviderAsync(id, ct));
            if (await db.ModelPolicies.FirstOrDefaultAsync(ct) is { } row) row.Policy = Without(row.Policy, id);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.NoContent();
    }

    static ModelPolicy Without(ModelPolicy policy, Guid provider)
    {
        return policy with { Draft = Left(policy.Draft), Refine = Left(policy.Refine), SubjectLines = Left(policy.SubjectLines), Judge = Left(policy.Judge) };

        IReadOnlyList<ModelRoute> Left(IReadOnlyList<ModelRoute> routes) => [.. routes.Where(r => r.ProviderId != provider)];
    }
}
