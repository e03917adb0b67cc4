using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Git;

/// <summary>
/// Commits pages as Markdown files to a repository, for sites that are built from one. Each commit is made on the state of the file that was read just before, and none where the file is as it is to be already:
/// the same page handed in again leaves the same tree.
/// </summary>
public sealed class GitChannel(ApiLine line) : IChannel
{
    const string Commit = "commit";

    public static Connector Kind { get; } = new()
    {
        Kind = "git", Name = "Git repository", Purpose = "Markdown files committed at GitHub or GitLab, for a site built from them.", Publishes = Publishes.Pages, Takes = ["web"], Removes = true, Pictures = PictureWay.Sent,
        Form = AccountForm.Of<GitAccount>(), Guide = "https://docs.github.com/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.GoOn;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var (mine, files) = Mine(account);
        return dispatch switch
        {
            Dispatch.Article article => PublishAsync(files, mine, article, memory, ct),
            Dispatch.Removal removal => RemoveAsync(files, removal.Reference, ct),
            _ => throw new ArgumentException("Repositories take pages.", nameof(dispatch)),
        };
    }

    public async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        var (mine, files) = Mine(account);
        var path = PathOf(mine, dispatch as Dispatch.Article ?? throw new ArgumentException("Repositories take pages.", nameof(dispatch)));
        var (answer, there) = await files.ReadAsync(path, ct);
        return there is not null ? new ReadBack.Found(path) : answer.Status == 404 ? new ReadBack.Absent() : answer.NotRead();
    }

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) => Mine(account).Files.CheckAsync(ct);

    static async Task<ChannelAnswer> PublishAsync(GitFiles files, GitAccount account, Dispatch.Article article, IDispatchMemory memory, CancellationToken ct)
    {
        var path = PathOf(account, article);
        var (pictures, failure) = await new GitPictures(files, account).PlaceAsync(path, article, Refusal, ct);
        if (failure is not null) return failure;
        var content = GitPost.Of(article, pictures);
        return await new Steps(memory).OnceAsync(Commit, () => WriteAsync(files, path, article, content, ct), () => FindAsync(files, path, content, ct), ct);
    }

    static async Task<ChannelAnswer> WriteAsync(GitFiles files, string path, Dispatch.Article article, byte[] content, CancellationToken ct)
    {
        var (answer, there) = await files.ReadAsync(path, ct);
        if (there is null && answer.Status != 404) return Refusal(answer);
        if (there?.Content.AsSpan().SequenceEqual(content) == true) return Delivered(files, path);
        var changed = await files.ChangeAsync(path, $"{(there is null ? "Publish" : "Update")} {article.Title}", content, there, ct);
        return changed.Good ? Delivered(files, path) : Refusal(changed);
    }

    static async Task<ChannelAnswer> RemoveAsync(GitFiles files, string path, CancellationToken ct)
    {
        var (answer, there) = await files.ReadAsync(path, ct);
        if (answer.Status == 404) return Delivered(files, path);
        if (there is null) return Refusal(answer);
        var removed = await files.ChangeAsync(path, $"Take down {path}", null, there, ct);
        return removed.Good || removed.Status == 404 ? Delivered(files, path) : Refusal(removed);
    }

    static async Task<ReadBack> FindAsync(GitFiles files, string path, byte[] content, CancellationToken ct)
    {
        var (answer, there) = await files.ReadAsync(path, ct);
        if (there is null) return answer.Status == 404 ? new ReadBack.Absent() : answer.NotRead();
        return there.Content.AsSpan().SequenceEqual(content) ? new ReadBack.Found(path) : new ReadBack.Absent();
    }

    static ChannelAnswer.Delivered Delivered(GitFiles files, string path) => new(Confirmed: true, path, Address: files.PageOf(path));

    /// <summary>A file that somebody else changed between the look and the commit is looked at again.</summary>
    static ChannelAnswer Refusal(ApiAnswer answer)
    {
        var said = answer.Text("message") ?? answer.Text("error");
        return answer.Status == 409 || answer.Status is 400 or 422 && said is not null && (said.Contains("sha", StringComparison.OrdinalIgnoreCase) || said.Contains("already exists", StringComparison.Ordinal) || said.Contains("changed since", StringComparison.OrdinalIgnoreCase))
            ? new ChannelAnswer.TryLater(ChannelProblem.Transient, "Somebody committed to this file at the same moment; it is looked at again.", TimeSpan.FromSeconds(5), answer.Said) : answer.Refusal(said);
    }

    static string PathOf(GitAccount account, Dispatch.Article article) => article.Replaces ?? (account.Folder is { Length: > 0 } folder ? $"{folder.TrimEnd('/')}/" : "") + $"{article.Slug}.md";

    (GitAccount Account, GitFiles Files) Mine(ChannelAccount account) =>
        account is GitAccount mine ? (mine, GitFiles.Of(line, mine)) : throw new ArgumentException("This is no repository.", nameof(account));
}
