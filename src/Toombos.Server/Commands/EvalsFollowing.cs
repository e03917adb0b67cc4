using System.Globalization;
using Toombos.Client;
using Toombos.Client.Evals;

namespace Toombos.Server.Commands;

/// <summary>Waits for the end of a run and says how far it is, a line for each step, which logs keep.</summary>
static class EvalsFollowing
{
    /// <summary>Looks that may fail in a row; a server that is updated is away for that long.</summary>
    const int Forgiven = 30;

    public static async Task<EvalRunDetails> FollowAsync(ToombosClient client, EvalRun run, TextWriter progress, TimeSpan pause, CancellationToken ct)
    {
        await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Run {run.Id}: {run.Cases} cases, {run.Texts} texts"));
        using var timer = new PeriodicTimer(pause);
        var (done, failed) = (0, 0);
        while (true)
        {
            try
            {
                var details = await client.Evals.GetRunAsync(run.Id, ct);
                failed = 0;
                if (details.Run.Done > done) await progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done = details.Run.Done} of {run.Texts} texts, ${details.Run.Cost:0.####}"));
                if (details.Run.State is not (EvalState.Waiting or EvalState.Running)) return details;
            }
            catch (Exception away) when (away is HttpRequestException or ToombosApiException { Status: >= System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.TooManyRequests } && ++failed <= Forgiven)
            {
                await progress.WriteLineAsync($"The server does not answer: {away.Message}");
            }
            await timer.WaitForNextTickAsync(ct);
        }
    }
}
