using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Access;

/// <summary>Signs out: the session's key is refused from the next request on.</summary>
static class EndSession
{
    public static async Task<NoContent> Handle(ClaimsPrincipal user, ToombosDb db, CancellationToken ct)
    {
        var key = Guid.Parse(user.FindFirstValue(KeyAuthentication.KeyIdClaim)!);
        var ended = await db.ApiKeys.Where(k => k.Id == key && k.Purpose == ApiKeyPurpose.Session).ExecuteDeleteAsync(ct);
        return ended == 1
            ? TypedResults.NoContent()
            : throw new DomainRuleException("session.not-a-session", "This key is not a session's key. Only sessions can be ended here.");
    }
}
