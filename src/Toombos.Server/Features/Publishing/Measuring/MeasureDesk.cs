using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing.Measuring;

/// <summary>Begins measuring what was published, and reads the figures of several publications of one channel in one go.</summary>
sealed class MeasureDesk(ToombosDb db, ChannelDirectory channels, Outbound outbound, TimeProvider clock)
{
    /// <summary>Read together; networks take twenty-five to a hundred at once.</summary>
    public const int Most = 50;

    /// <summary>Reads them. Nothing is held open meanwhile; what else was written in between is kept.</summary>
    public async Task ReadAsync(Guid channel, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var wanted = await db.Measurements.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync(ct);
        var down = await db.Publications.Where(p => ids.Contains(p.Id) && p.TakenDownAt != null).Select(p => p.Id).ToListAsync(ct);
        var asked = wanted.Where(m => !down.Contains(m.Id)).ToList();
        var measured = asked.Count == 0 ? new Measured(new Dictionary<string, IReadOnlyDictionary<Metric, long>>()) : await AskAsync(channel, [.. asked.Select(m => m.Reference).Distinct()], ct);
        var now = clock.GetUtcNow();
        await db.InTransactionAsync(async () =>
        {
            foreach (var row in await db.Measurements.Where(m => ids.Contains(m.Id)).ToListAsync(ct))
            {
                if (down.Contains(row.Id)) row.End(null);
                else if (measured.Figures.TryGetValue(row.Reference, out var figures)) row.Read(figures, now);
                else if (measured.Refusal is { } refusal) row.Refuse(refusal.Trouble().Sentence, refusal is ChannelAnswer.TryLater later ? later.After ?? TimeSpan.FromMinutes(30) : null, now);
                else row.End("It is no longer there: somebody took it down at the network itself.");
            }
            return await db.SaveChangesAsync(ct);
        }, ct);
    }

    async Task<Measured> AskAsync(Guid channel, IReadOnlyList<string> references, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return Measured.Refused(new ChannelAnswer.Rejected(ChannelProblem.Permission, why));
        try
        {
            var (_, account, connector) = await channels.OpenAsync(channel, ct);
            return connector is IMeasures measures ? await measures.MeasureAsync(account, references, ct) : Measured.Refused(new ChannelAnswer.Rejected(ChannelProblem.Permission, "The channel tells no figures."));
        }
        catch (DomainRuleException gone)
        {
            return Measured.Refused(new ChannelAnswer.Rejected(ChannelProblem.Permission, gone.Message));
        }
    }
}
