using System.Collections.Concurrent;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A memory that lives as long as the test: what a database keeps.</summary>
sealed class TestMemory : IDispatchMemory
{
    public ConcurrentDictionary<string, string> Kept { get; } = [];

    public string? Recall(string name) => Kept.GetValueOrDefault(name);

    public Task KeepAsync(string name, string? value, CancellationToken ct)
    {
        if (value is null) Kept.TryRemove(name, out _);
        else Kept[name] = value;
        return Task.CompletedTask;
    }
}

/// <summary>Sending of which nothing is remembered.</summary>
static class Forgetful
{
    public static Task<ChannelAnswer> SendAsync(this IChannel channel, ChannelAccount account, Dispatch dispatch, CancellationToken ct) => channel.SendAsync(account, dispatch, NoMemory.Instance, ct);
}
