using Toombos.Client;
using Toombos.Client.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>Somebody who watches a workspace all the time, and must hear each event once and in order, whatever becomes of the lines over which the news comes.</summary>
sealed class ChaosWatcher : IAsyncDisposable
{
    readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly ToombosClient _client;
    readonly Task _watching;
    long _heard;

    public ChaosWatcher(ToombosClient client) => (_client, _watching) = (client, WatchAsync(client));

    async Task WatchAsync(ToombosClient client)
    {
        try
        {
            await foreach (var told in client.Events.WatchAsync(0, ct: _end.Token))
            {
                Assert.True(told.Sequence == _heard + 1, $"After event {_heard} the watcher heard {told.Sequence}.");
                Volatile.Write(ref _heard, told.Sequence);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return; // the test is over
        }
    }

    /// <summary>Waits until everything that happened was heard.</summary>
    public async Task<long> HearAllAsync()
    {
        await Eventually.SatisfiesAsync(async () =>
        {
            if (_watching.IsFaulted) await _watching;
            return await _client.Events.ListAsync(Volatile.Read(ref _heard), limit: 1, ct: _end.Token);
        }, missed => missed.Items.Count == 0);
        return _heard;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
