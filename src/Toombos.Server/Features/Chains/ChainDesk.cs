using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Wire = Toombos.Client.Chains.Chain;

namespace Toombos.Server.Features.Chains;

/// <summary>Opens chains and shows them with their pieces as they are now.</summary>
sealed class ChainDesk(ToombosDb db)
{
    public async Task<Chain> OpenAsync(Guid id, CancellationToken ct) => await db.Chains.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("chain");

    public async Task<Wire> ShowAsync(Chain chain, CancellationToken ct) => (await ShowAsync([chain], ct))[0];

    public async Task<IReadOnlyList<Wire>> ShowAsync(IReadOnlyList<Chain> chains, CancellationToken ct)
    {
        var ids = chains.Select(c => c.Id).ToList();
        var pieces = await db.Pieces.AsNoTracking().Where(p => p.ChainId != null && ids.Contains(p.ChainId.Value)).Select(p => new { p.Id, Chain = p.ChainId!.Value, Step = p.ChainStep ?? 1 }).ToListAsync(ct);
        var found = pieces.Select(p => p.Id).ToList();
        var drafts = (await db.Drafts.AsNoTracking().Where(d => found.Contains(d.PieceId)).ToListAsync(ct)).ToLookup(d => d.PieceId);
        var keys = chains.Select(c => c.Id.ToString("N")).ToList();
        var jobs = await db.OpenJobs.Where(j => j.Kind == ChainPayload.Kind && j.Key != null && keys.Contains(j.Key)).Select(j => new { j.Id, j.Key }).ToListAsync(ct);
        return [.. chains.Select(chain => chain.ToWire(pieces.Where(p => p.Chain == chain.Id).ToLookup(p => p.Step, p => (p.Id, (IReadOnlyList<Draft>)[.. drafts[p.Id]])), jobs.Find(j => j.Key == chain.Id.ToString("N"))?.Id))];
    }
}
