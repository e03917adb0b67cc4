using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Audiences.Audience;

namespace Toombos.Server.Features.Audiences;

/// <summary>Makes an empty list.</summary>
static class AddAudience
{
    public static async Task<Created<Wire>> Handle(AddAudienceRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var audience = new Audience { Name = UpdateAudience.NameOf(request.Name), Description = UpdateAudience.TextOf(request.Description), CreatedAt = clock.GetUtcNow(), CreatedBy = tenant.Actor };
        db.Audiences.Add(audience);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/audiences/{audience.Id}", audience.ToWire(new(0, 0, 0)));
    }
}
