using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Publishing.Delivery;

namespace Toombos.Server.Features.Publishing;

/// <summary>Lines of the ledger as the API shows them. Readers' addresses are for those who may see audiences.</summary>
sealed class DeliveryViews(ToombosDb db, Tenant tenant)
{
    const string Gone = "somebody who was removed";

    public async Task<IReadOnlyList<Wire>> ShowAsync(Publication publication, IReadOnlyList<Delivery> rows, CancellationToken ct)
    {
        if (publication.AudienceId is null) return [.. rows.Select(d => d.ToWire(publication.ChannelName, null, publication.Address))];
        var ids = rows.Select(d => d.Target).ToList();
        var addresses = await db.Subscribers.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Email, ct);
        var open = tenant.Caller.Scopes.Contains(Scopes.AudiencesRead);
        return [.. rows.Select(d => d.ToWire(addresses.TryGetValue(d.Target, out var address) ? open ? address : Masked(address) : Gone, d.Target, null))];
    }

    /// <summary>Enough to tell two apart, too little to write to.</summary>
    static string Masked(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 1 ? "…" : $"{address[0]}…@{address[at + 1]}…";
    }
}
