using System.Collections.Concurrent;
using Toombos.Connectors.Models;

namespace Toombos.Server.Features.Models;

/// <summary>Which providers are left alone for a while, because they said so or failed again and again. Each node finds out for itself.</summary>
sealed class ModelCircuit(TimeProvider clock)
{
    const int FailuresUntilOpen = 3;
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(30), LongestRest = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<Guid, (int Failures, DateTimeOffset Until)> _states = new();

    /// <summary>Until when the provider is not asked; null when it may be.</summary>
    public DateTimeOffset? RestsUntil(Guid provider) => _states.TryGetValue(provider, out var state) && state.Until > clock.GetUtcNow() ? state.Until : null;

    public void Worked(Guid provider) => _states.TryRemove(provider, out _);

    public void Failed(Guid provider, ModelException failure)
    {
        if (failure.Problem is not (ModelProblem.Rate or ModelProblem.Transient or ModelProblem.Auth or ModelProblem.Billing)) return;
        var now = clock.GetUtcNow();
        _states.AddOrUpdate(provider, _ => Next(0), (_, state) => Next(state.Failures));

        (int, DateTimeOffset) Next(int before)
        {
            var rest = failure.After ?? (before + 1 >= FailuresUntilOpen ? Rest : TimeSpan.Zero);
            return (before + 1, now + (rest < LongestRest ? rest : LongestRest));
        }
    }
}
