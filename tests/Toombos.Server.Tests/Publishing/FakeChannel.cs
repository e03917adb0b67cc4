using System.Collections.Concurrent;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Server.Tests.Publishing;

/// <summary>The other side of a channel, as it would be on the network: counts what reaches it, and answers, refuses or falls silent as a test says.</summary>
sealed class FakeChannel(string kind, AfterSilence after) : IChannel
{
    readonly ConcurrentDictionary<Guid, ConcurrentQueue<Dispatch>> _arrived = new();
    readonly ConcurrentDictionary<Guid, Func<Dispatch, int, ChannelAnswer>> _scripts = new();
    readonly ConcurrentDictionary<Guid, int> _asked = new();

    public Connector About { get; } = ConnectorList.Of(kind);
    public AfterSilence AfterSilence { get; } = after;

    /// <summary>What an account does with each dispatch, whose number is given from 1; by itself it takes everything. What it answers with "delivered" has arrived.</summary>
    public void Answer(Guid account, Func<Dispatch, int, ChannelAnswer> script) => _scripts[account] = script;

    /// <summary>It has arrived, whatever is said of it.</summary>
    public void Take(Guid account, Dispatch dispatch) => _arrived.GetOrAdd(account, _ => new()).Enqueue(dispatch);

    public IReadOnlyList<Dispatch> Arrived(Guid account) => _arrived.TryGetValue(account, out var all) ? [.. all] : [];

    /// <summary>How often it was called at all.</summary>
    public int Asked(Guid account) => _asked.GetValueOrDefault(account);

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var number = _asked.AddOrUpdate(account.Id, 1, (_, n) => n + 1);
        var answer = _scripts.TryGetValue(account.Id, out var script) ? script(dispatch, number) : new ChannelAnswer.Delivered(Confirmed: kind != "email", "ref-" + dispatch.Key);
        if (answer is ChannelAnswer.Delivered) Take(account.Id, dispatch);
        return Task.FromResult(answer);
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        Task.FromResult<ReadBack>(Arrived(account.Id).Any(d => d.Key == dispatch.Key) ? new ReadBack.Found() : new ReadBack.Absent());

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) => Task.FromResult<IReadOnlyList<CheckedPoint>>([]);
}
