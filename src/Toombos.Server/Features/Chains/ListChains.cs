using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Chains;
using Toombos.Server.Platform.Database;
using Wire = Toombos.Client.Chains.Chain;

namespace Toombos.Server.Features.Chains;

/// <summary>Chains, newest first, of one source when asked; and one with how its steps go together.</summary>
static class ListChains
{
    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, ChainDesk desk, Guid? sourceId, string? after, int? limit, CancellationToken ct)
    {
        var (id, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.Chains.AsNoTracking().Where(c => (sourceId == null || c.SourceId == sourceId) && (id == null || c.Id < id)).OrderByDescending(c => c.Id).Take(size + 1).ToListAsync(ct);
        var shown = (await desk.ShowAsync(rows, ct)).ToDictionary(c => c.Id);
        return TypedResults.Ok(Keyset.Page(rows, size, c => c.Id.ToString("N"), c => shown[c.Id]));
    }

    public static async Task<Ok<ChainDetails>> One(Guid id, ChainDesk desk, ChainReading reading, CancellationToken ct)
    {
        var chain = await desk.OpenAsync(id, ct);
        var shown = await desk.ShowAsync(chain, ct);
        return TypedResults.Ok(new ChainDetails(shown, await reading.ReadAsync(chain, shown, ct)));
    }
}
