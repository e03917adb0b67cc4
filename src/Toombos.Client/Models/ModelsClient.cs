namespace Toombos.Client.Models;

/// <summary>Providers of models, which of them are asked for what, and what that has cost.</summary>
public sealed class ModelsClient(ToombosConnection connection)
{
    /// <summary>Models that many use, with their figures.</summary>
    public Task<IReadOnlyList<KnownModel>> ListKnownAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<KnownModel>>("v1/models/known", ct);

    /// <summary>Connected providers, by name.</summary>
    public Task<IReadOnlyList<ModelProvider>> ListProvidersAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<ModelProvider>>("v1/model-providers", ct);

    /// <summary>404 <c>model-provider.not-found</c>.</summary>
    public Task<ModelProvider> GetProviderAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<ModelProvider>($"v1/model-providers/{id}", ct);

    public Task<ModelProvider> AddProviderAsync(AddModelProviderRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddModelProviderRequest, ModelProvider>(HttpMethod.Post, "v1/model-providers", request, ct);

    public Task<ModelProvider> UpdateProviderAsync(Guid id, UpdateModelProviderRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateModelProviderRequest, ModelProvider>(HttpMethod.Patch, $"v1/model-providers/{id}", request, ct);

    /// <summary>Removes it, and the routes to it.</summary>
    public Task DeleteProviderAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/model-providers/{id}", ct);

    /// <summary>Asks each of its models for one word.</summary>
    public Task<IReadOnlyList<ModelCheck>> CheckProviderAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<IReadOnlyList<ModelCheck>>($"v1/model-providers/{id}/check", null, ct);

    public Task<ModelPolicy> GetPolicyAsync(CancellationToken ct = default) => connection.GetAsync<ModelPolicy>("v1/models/policy", ct);

    /// <summary>400 for a route to what is not there.</summary>
    public Task<ModelPolicy> SetPolicyAsync(ModelPolicy policy, CancellationToken ct = default) => connection.SendAsync<ModelPolicy, ModelPolicy>(HttpMethod.Put, "v1/models/policy", policy, ct);

    public Task<ModelSpending> GetSpendingAsync(CancellationToken ct = default) => connection.GetAsync<ModelSpending>("v1/models/spending", ct);

    /// <summary>What was spent on each of the last days, UTC, by purpose; days without calls are left out. 400 for more than 366 days.</summary>
    public Task<IReadOnlyList<ModelSpendingDay>> ListSpendingDaysAsync(int days = 30, CancellationToken ct = default) =>
        connection.GetAsync<IReadOnlyList<ModelSpendingDay>>(ToombosConnection.Query("v1/models/spending/days", ("days", days)), ct);

    /// <summary>What was spent this month, UTC, by piece, model, purpose or person: the hundred that cost most.</summary>
    public Task<IReadOnlyList<ModelSpendingShare>> ListSpendingByAsync(SpendingGroup group, CancellationToken ct = default) =>
        connection.GetAsync<IReadOnlyList<ModelSpendingShare>>(ToombosConnection.Query("v1/models/spending/by", ("group", group)), ct);

    /// <summary>Calls, newest first.</summary>
    public Task<Page<ModelCall>> ListCallsAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<ModelCall>>(ToombosConnection.Query("v1/models/calls", ("after", after), ("limit", limit)), ct);
}
