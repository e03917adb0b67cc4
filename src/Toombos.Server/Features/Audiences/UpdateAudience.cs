using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Audiences.Audience;

namespace Toombos.Server.Features.Audiences;

/// <summary>Changes a list's name and description, of the version that the caller has seen.</summary>
static class UpdateAudience
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateAudienceRequest request, ToombosDb db, CancellationToken ct)
    {
        var audience = await db.Audiences.FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw Missing.Of("audience");
        db.Entry(audience).Property(a => a.Version).OriginalValue = request.Version;
        (audience.Name, audience.Description, audience.Version) = (NameOf(request.Name), TextOf(request.Description), request.Version + 1);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(audience.ToWire(await ListAudiences.CountAsync(db, id, ct)));
    }

    public static string NameOf(string name) => name.Trim() is { Length: > 0 } trimmed ? trimmed : throw new FieldException("name", "A name has 1 to 100 characters.");

    public static string? TextOf(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
