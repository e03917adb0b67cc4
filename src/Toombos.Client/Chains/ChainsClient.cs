using Toombos.Client.Writing;

namespace Toombos.Client.Chains;

/// <summary>Chains: several pieces that belong together, made from one document in one go.</summary>
public sealed class ChainsClient(ToombosConnection connection)
{
    /// <summary>The kinds of chain with their steps.</summary>
    public Task<IReadOnlyList<ChainKind>> ListKindsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<ChainKind>>("v1/chains/kinds", ct);

    /// <summary>
    /// Plans the steps and writes all their pieces; with a model, a job then writes the drafts one after the other. 400 for an unknown kind, channel, voice, template or item; 402 <c>quota.pieces</c>
    /// when the plan has too little left for all of them, <c>models.budget</c>; 409 <c>chain.too-few-items</c>, <c>chain.nothing-to-write</c>, <c>models.none</c>. Nothing is saved then.
    /// </summary>
    public Task<Chain> CreateAsync(CreateChainRequest request, CancellationToken ct = default) => connection.SendAsync<CreateChainRequest, Chain>(HttpMethod.Post, "v1/chains", request, ct);

    /// <summary>What having a model plan and write the chain may cost; nothing is saved. As <see cref="CreateAsync"/>, and 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<PieceEstimate> EstimateAsync(CreateChainRequest request, CancellationToken ct = default) => connection.SendAsync<CreateChainRequest, PieceEstimate>(HttpMethod.Post, "v1/chains/estimate", request, ct);

    /// <summary>Newest first; of one source when given.</summary>
    public Task<Page<Chain>> ListAsync(Guid? sourceId = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Chain>>(ToombosConnection.Query("v1/chains", ("sourceId", sourceId), ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>chain.not-found</c>.</summary>
    public Task<ChainDetails> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<ChainDetails>($"v1/chains/{id}", ct);

    /// <summary>Removes a chain; its pieces stay unless they are to go with it. 409 <c>piece.in-use</c> when something of them is about to be published.</summary>
    public Task DeleteAsync(Guid id, bool withPieces = false, CancellationToken ct = default) => connection.DeleteAsync(ToombosConnection.Query($"v1/chains/{id}", ("pieces", withPieces)), ct);
}
