using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Connections;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Connections;

/// <summary>Forgets an account that nothing uses any more, and tells the service that its tokens are no longer used; where the service can't be told they are forgotten all the same.</summary>
static class RemoveConnection
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, EndedConsent consent, IEnumerable<ConnectionUses> uses, TimeProvider clock, CancellationToken ct)
    {
        var removed = await db.InTransactionAsync(async () =>
        {
            var found = await db.FindConnectionAsync(id, ct);
            if ((await uses.ReadAsync(db, ct))[id].ToList() is { Count: > 0 } users)
                throw new DomainRuleException("connection.in-use", $"This account is used by {NamesOf(users)}. Remove {(users.Count == 1 ? "it" : "them")} first, or choose another account there.");
            db.Connections.Remove(found);
            await db.ClearAlertsAsync([id], clock.GetUtcNow(), ct);
            await db.SaveChangesAsync(ct);
            return found;
        }, ct);
        await consent.TellAsync(removed, ct);
        return TypedResults.NoContent();
    }

    static string NamesOf(List<ConnectionUse> users)
    {
        const int most = 5;
        var names = users.Take(most).Select(u => $"the {u.Kind} “{u.Name}”").ToList();
        if (users.Count > most) names.Add($"{users.Count - most} more");
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
