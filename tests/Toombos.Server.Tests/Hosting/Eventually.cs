namespace Toombos.Server.Tests.Hosting;

/// <summary>Waits for what other threads and the file system do, looking often and giving up late.</summary>
static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The first answer that satisfies, asked for again and again.</summary>
    public static async Task<T> SatisfiesAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfied)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            var answer = await ask();
            if (satisfied(answer)) return answer;
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
