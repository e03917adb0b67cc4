using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Publishing;

/// <summary>The memory of a delivery on its way: read once, and written through the ledger, so that only the run that has the job writes it.</summary>
sealed class DeliveryMemory(Ledger ledger, ToombosDb db, JobRun run, Guid delivery, IReadOnlyDictionary<string, string> known) : IDispatchMemory
{
    readonly Dictionary<string, string> _known = new(known, StringComparer.Ordinal);

    public string? Recall(string name) => _known.GetValueOrDefault(name);

    public Task KeepAsync(string name, string? value, CancellationToken ct)
    {
        if (value is null) _known.Remove(name);
        else _known[name] = value;
        return ledger.WriteAsync(run, async () =>
        {
            (await db.Deliveries.FirstAsync(d => d.Id == delivery, ct)).Remember(name, value);
            return true;
        }, ct);
    }
}
