using System.Collections.Concurrent;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Server.Tests.Connections;

/// <summary>A network that takes whatever comes with a token that its service accepts.</summary>
sealed class TokenedChannel(string kind) : IChannel, IListsPlaces
{
    public Func<string, bool> Accepts { get; set; } = _ => true;
    public ConcurrentQueue<string> Tokens { get; } = [];
    public Connector About { get; } = ConnectorList.Of(kind);
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct) =>
        Task.FromResult(Knows(account) ? new ChannelAnswer.Delivered(Confirmed: true, "ref-" + dispatch.Key) : Refusal);

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) => Task.FromResult<ReadBack>(new ReadBack.Absent());

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CheckedPoint>>([Knows(account) ? new(true, "Account", "Posts go to the harbour.") : new(false, "Account", "No.", ChannelProblem.Auth)]);

    public Task<PlaceList> ListAsync(ChannelAccount account, CancellationToken ct) =>
        Task.FromResult(Knows(account) ? new PlaceList([new("", "Ada, the member"), new("42", "The Harbour")]) : new([], Refusal));

    static ChannelAnswer Refusal => new ChannelAnswer.Rejected(ChannelProblem.Auth, "The token is not accepted.");

    bool Knows(ChannelAccount account)
    {
        var token = ((TokenAccount)account).AccessToken!;
        Tokens.Enqueue(token);
        return Accepts(token);
    }
}
