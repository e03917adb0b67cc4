using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>The moves of <see cref="DeliveryMoves"/> that many deliveries make at once, each as one statement, however long the list is.</summary>
static class PlannedDeliveries
{
    /// <summary>What may have arrived is not cancelled by calling it off: that is for a person to say.</summary>
    public static Task CancelAsync(ToombosDb db, Guid publication, string why, DateTimeOffset now, CancellationToken ct) =>
        EndAsync(db, publication, DeliveryState.Cancelled, null, why, now, ct);

    public static Task RefuseAsync(ToombosDb db, Guid publication, DeliveryProblem problem, string why, DateTimeOffset now, CancellationToken ct) =>
        EndAsync(db, publication, DeliveryState.Failed, problem, why, now, ct);

    /// <summary>Plans again what failed. Returns how many.</summary>
    public static Task<int> RetryAsync(ToombosDb db, Guid publication, DateTimeOffset now, CancellationToken ct) =>
        db.Deliveries.Where(d => d.PublicationId == publication && d.State == DeliveryState.Failed).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Planned).SetProperty(d => d.Problem, (DeliveryProblem?)null).SetProperty(d => d.Error, (string?)null)
            .SetProperty(d => d.Failures, 0).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null).SetProperty(d => d.UpdatedAt, now), ct);

    static async Task EndAsync(ToombosDb db, Guid publication, DeliveryState state, DeliveryProblem? problem, string why, DateTimeOffset now, CancellationToken ct)
    {
        var planned = db.Deliveries.Where(d => d.PublicationId == publication && d.State == DeliveryState.Planned);
        foreach (var (which, end) in ((IQueryable<Delivery>, DeliveryState)[])[(planned.Where(d => d.MayHaveArrived), DeliveryState.Unknown), (planned.Where(d => !d.MayHaveArrived), state)])
        {
            await which.ExecuteUpdateAsync(set => set.SetProperty(d => d.State, end).SetProperty(d => d.Problem, problem).SetProperty(d => d.Error, why)
                .SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null).SetProperty(d => d.UpdatedAt, now), ct);
        }
    }
}
