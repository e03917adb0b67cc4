using System.Collections.Concurrent;
using Toombos.Connectors.Models;

namespace Toombos.Server.Features.Models;

/// <summary>How providers are treated: few calls at once, and none for a while after they said so or failed again and again. Each node finds out for itself.</summary>
sealed class ModelCircuit(TimeProvider clock)
{
    const int FailuresUntilOpen = 3;
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(30), LongestRest = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<Guid, (int Failures, DateTimeOffset Until)> _states = new();

    readonly ConcurrentDictionary<(Guid Provider, int Most), SemaphoreSlim> _doors = new();

    /// <summary>Waits until fewer than so many calls of the provider are under way here; leave with <see cref="Leave"/>.</summary>
    public Task EnterAsync(Guid provider, int most, CancellationToken ct) => _doors.GetOrAdd((provider, most), door => new(door.Most)).WaitAsync(ct);

    public void Leave(Guid provider, int most) => _doors[(provider, most)].Release();

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
