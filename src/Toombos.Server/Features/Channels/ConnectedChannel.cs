using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Server.Features.Connections;

namespace Toombos.Server.Features.Channels;

/// <summary>
/// A channel that posts with a connected account: the token is put in place before each use, and one that the service does not accept is replaced once. A refusal
/// for its token means that nothing was taken, so the same may be handed in again.
/// </summary>
sealed class ConnectedChannel(IChannel kind, Guid connection, AccountTokens tokens) : IMeasures
{
    public Connector About => kind.About;
    public AfterSilence AfterSilence => kind.AfterSilence;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct) => WithAsync(account,
        opened => kind.SendAsync(opened, dispatch, memory, ct), answer => answer is ChannelAnswer.Rejected { Problem: ChannelProblem.Auth }, refusal => refusal, ct);

    public async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        // What is found says no more than that it can't be told; whether for its token, the first call of the next attempt shows.
        return await WithAsync<ReadBack>(account, opened => kind.FindAsync(opened, dispatch, ct), _ => false, refusal => new ReadBack.CannotTell(refusal.Trouble().Sentence), ct);
    }

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) => WithAsync(account,
        opened => kind.CheckAsync(opened, ct), points => points.Any(p => p.Problem == ChannelProblem.Auth), refusal => [new(false, "Account", refusal.Trouble().Sentence, refusal.Trouble().Problem)], ct);

    public Task<PlaceList> ListAsync(ChannelAccount account, IListsPlaces places, CancellationToken ct) => WithAsync(account,
        opened => places.ListAsync(opened, ct), list => list.Refusal is ChannelAnswer.Rejected { Problem: ChannelProblem.Auth }, refusal => new PlaceList([], refusal), ct);

    public Task<Measured> MeasureAsync(ChannelAccount account, IReadOnlyList<string> references, CancellationToken ct) => kind is not IMeasures measures ? throw new NotSupportedException("No figures are told there.") : WithAsync(account,
        opened => measures.MeasureAsync(opened, references, ct), measured => measured.Refusal is ChannelAnswer.Rejected { Problem: ChannelProblem.Auth }, Measured.Refused, ct);

    async Task<T> WithAsync<T>(ChannelAccount account, Func<ChannelAccount, Task<T>> use, Func<T, bool> rejected, Func<ChannelAnswer, T> refused, CancellationToken ct)
    {
        var token = await tokens.GetAsync(connection, ct);
        for (var tries = 0; token is AccountToken.Good good; tries++)
        {
            var answer = await use((TokenAccount)account with { AccessToken = good.Token });
            if (tries > 0 || !rejected(answer)) return answer;
            token = await tokens.ReplaceAsync(connection, good.Token, ct);
        }
        return refused(token switch
        {
            AccountToken.Reconnect reconnect => new ChannelAnswer.Rejected(ChannelProblem.Auth, reconnect.Sentence),
            AccountToken.Later later => new ChannelAnswer.TryLater(ChannelProblem.Transient, later.Sentence, later.RetryAfter),
            _ => throw new InvalidOperationException("There is no other answer."),
        });
    }
}
