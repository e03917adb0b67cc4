using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>A job came to its end, by itself or by somebody's hand.</summary>
public sealed record JobEnded(JobRow Job);

/// <summary>What follows from the end of jobs, in the transaction that ends them: those that waited begin or end too, and whoever asked for the job hears of it.</summary>
public sealed class JobEndings(ToombosDb db, IEnumerable<IWhen<JobEnded>> answers, TimeProvider clock)
{
    public async Task CloseAsync(IReadOnlyList<JobRow> ended, CancellationToken ct)
    {
        await JobMoves.SettleAsync(db, ended, clock.GetUtcNow(), ct);
        foreach (var job in ended)
        {
            foreach (var answer in answers) await answer.AnswerAsync(new(job), ct);
        }
    }
}
