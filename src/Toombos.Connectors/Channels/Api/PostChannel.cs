using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels.Api;

/// <summary>What all networks have in common that take posts and can be told to take them away: which dispatch goes where, and whose account it is.</summary>
public abstract class PostChannel<TAccount> : IChannel where TAccount : ChannelAccount
{
    public abstract Connector About { get; }
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public async Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        if (dispatch is not (Dispatch.Posts or Dispatch.Removal) || dispatch is Dispatch.Removal && !About.Removes || dispatch is Dispatch.Posts { Changes: true } && !About.Edits) throw NoPosts(nameof(dispatch));
        var (mine, refusal) = await OpenAsync(Mine(account), ct);
        if (mine is not { } its) return refusal!;
        if (dispatch is not Dispatch.Posts posts) return await RemoveAsync(its, (Dispatch.Removal)dispatch, ct);
        if (!posts.Changes) return await PostAsync(its, posts, memory, ct);
        return await PostThread.ChangeAsync(posts.Texts.Count, memory, (id, number) => ChangeAsync(its, id, posts, number, ct), () => PostAsync(its, posts, memory, ct), id => TakeAwayAsync(its, id, ct), ct);
    }

    public async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        if (dispatch is not Dispatch.Posts posts) throw NoPosts(nameof(dispatch));
        var (mine, refusal) = await OpenAsync(Mine(account), ct);
        return mine is null ? new ReadBack.CannotTell(CheckedPoints.Bad("", refusal!).Sentence) : await FindAsync(mine, posts, 0, ct);
    }

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) => CheckAsync(Mine(account), ct);

    /// <summary>The figures of posts, for kinds that tell them.</summary>
    public async Task<Measured> MeasureAsync(ChannelAccount account, IReadOnlyList<string> references, CancellationToken ct)
    {
        var (mine, refusal) = await OpenAsync(Mine(account), ct);
        return mine is null ? Measured.Refused(refusal!) : await FiguresAsync(mine, references, ct);
    }

    /// <summary>What must be known of the account before it posts; or why nothing can be posted, and then nothing was.</summary>
    protected virtual Task<(TAccount? Account, ChannelAnswer? Refusal)> OpenAsync(TAccount account, CancellationToken ct) => Task.FromResult<(TAccount?, ChannelAnswer?)>((account, null));

    protected abstract Task<ChannelAnswer> PostAsync(TAccount account, Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct);

    /// <summary>Whether one of the posts is there, from 0.</summary>
    protected abstract Task<ReadBack> FindAsync(TAccount account, Dispatch.Posts posts, int number, CancellationToken ct);

    /// <summary>Null when the post is gone, also where it was before.</summary>
    protected virtual Task<ChannelAnswer?> TakeAwayAsync(TAccount account, string id, CancellationToken ct) => throw new NotSupportedException("Nothing can be taken away there.");

    /// <summary>Sets the text of a post that is up, and nothing else of it. Null when it says so, also where it did before.</summary>
    protected virtual Task<ChannelAnswer?> ChangeAsync(TAccount account, string id, Dispatch.Posts posts, int number, CancellationToken ct) => throw new NotSupportedException("Nothing can be changed there.");

    /// <summary>Why a post that somebody has taken away can't be changed.</summary>
    private protected static ChannelAnswer.Rejected Gone(ApiAnswer answer) => new(ChannelProblem.Permission, $"The post is no longer there, so it can't be changed. Publish it anew at {answer.Call.Service}.", answer.Said);

    protected virtual Task<Measured> FiguresAsync(TAccount account, IReadOnlyList<string> references, CancellationToken ct) => throw new NotSupportedException("No figures are told there.");

    protected abstract Task<IReadOnlyList<CheckedPoint>> CheckAsync(TAccount account, CancellationToken ct);

    /// <summary>Looks for a post among the newest that there are. Clocks differ; what was posted long before the time of publication is another post that said the same.</summary>
    /// <param name="seen">What each is called, its fingerprint, and when it was posted.</param>
    private protected static ReadBack Among(IEnumerable<(string? Id, string Fingerprint, DateTimeOffset At)> seen, string wanted, DateTimeOffset at)
    {
        foreach (var post in seen)
            if (post.Fingerprint == wanted && post.At > at - TimeSpan.FromMinutes(10)) return new ReadBack.Found(post.Id);
        return new ReadBack.Absent();
    }

    /// <summary>What its posts are called, the last first.</summary>
    protected virtual IEnumerable<string> PartsOf(Dispatch.Removal removal) => PostThread.PostsOf(removal);

    TAccount Mine(ChannelAccount account) => account as TAccount ?? throw new ArgumentException($"This is no account for {About.Name}.", nameof(account));

    ArgumentException NoPosts(string name) => new($"{About.Name} takes posts.", name);

    async Task<ChannelAnswer> RemoveAsync(TAccount account, Dispatch.Removal removal, CancellationToken ct)
    {
        foreach (var id in PartsOf(removal))
            if (await TakeAwayAsync(account, id, ct) is { } refusal) return refusal;
        return new ChannelAnswer.Delivered(Confirmed: true, removal.Reference);
    }
}
