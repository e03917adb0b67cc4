using System.Globalization;
using System.Text;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Feed;

namespace Toombos.Connectors.Sources.WebSub;

/// <summary>What came of asking a hub. Sentences are for people.</summary>
public abstract record HubOutcome
{
    HubOutcome()
    {
    }

    /// <summary>The hub that the feed names.</summary>
    public sealed record Found(FeedHub Hub) : HubOutcome;

    /// <summary>It was taken; the hub asks back at the callback before anything is told.</summary>
    public sealed record Taken : HubOutcome;

    /// <summary>The feed names no hub, or its hub says no.</summary>
    public sealed record None(string Sentence) : HubOutcome;

    /// <summary>It may work later.</summary>
    public sealed record Later(string Sentence) : HubOutcome;
}

/// <summary>Asks the hub of a feed to tell of changes, or to stop.</summary>
public sealed class HubCalls(OutboundHttp http)
{
    const int Beginning = 2000;

    public async Task<HubOutcome> FindAsync(string feed, CancellationToken ct) => await http.GetAsync(feed, headers => headers.Accept.ParseAdd(FeedSource.Accepted), ct: ct) switch
    {
        HttpAnswer.Answered { Status: >= 200 and < 300 } read => HubLinks.Of(read) is { } hub ? new HubOutcome.Found(hub) : new HubOutcome.None("The feed names no hub, so nobody tells of its changes."),
        _ => new HubOutcome.Later("The feed could not be read, so its hub is not known."),
    };

    public async Task<HubOutcome> SubscribeAsync(FeedHub hub, string callback, string secret, TimeSpan lease, CancellationToken ct) => await AskAsync(hub, "subscribe", callback, secret, lease, ct) switch
    {
        HttpAnswer.Answered { Status: 202 or 200 or 204 } => new HubOutcome.Taken(),
        HttpAnswer.Answered { Status: 408 or 429 or >= 500 } busy => new HubOutcome.Later($"The hub is busy or out of order (status {busy.Status})."),
        HttpAnswer.Answered no => new HubOutcome.None($"The hub does not take the subscription (status {no.Status})."),
        HttpAnswer.Refused refused => new HubOutcome.None($"The hub can't be asked. {refused.Sentence}"),
        HttpAnswer.Unreachable away => new HubOutcome.Later($"The hub does not answer. {away.Sentence}"),
        _ => throw new InvalidOperationException("There is no other answer."),
    };

    /// <summary>What the hub answers changes nothing: what it goes on telling is not heard.</summary>
    public Task EndAsync(FeedHub hub, string callback, CancellationToken ct) => AskAsync(hub, "unsubscribe", callback, null, null, ct);

    async Task<HttpAnswer> AskAsync(FeedHub hub, string mode, string callback, string? secret, TimeSpan? lease, CancellationToken ct)
    {
        var form = new List<(string Name, string Value)> { ("hub.mode", mode), ("hub.topic", hub.Topic), ("hub.callback", callback) };
        if (secret is not null) form.Add(("hub.secret", secret));
        if (lease is { } wanted) form.Add(("hub.lease_seconds", ((long)wanted.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        using var body = new NotedBody(Encoding.ASCII.GetBytes(string.Join('&', form.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"))), "application/x-www-form-urlencoded");
        return await http.CallAsync(hub.Hub, body, beginning: Beginning, ct: ct);
    }
}
