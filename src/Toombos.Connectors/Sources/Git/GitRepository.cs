using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>A file in a repository.</summary>
/// <param name="Size">Null where the host does not say.</param>
sealed record GitEntry(string Path, string Hash, long? Size);

/// <summary>What a branch points at.</summary>
/// <param name="Commit">Null where it is still the one whose tag was named.</param>
/// <param name="Tag">To name the next time.</param>
sealed record GitHead(GitFolder Folder, string? Commit, string? Tag);

/// <summary>Reads a repository by the interface of its host.</summary>
abstract class GitRepository(GitCalls calls, GitFolder folder)
{
    protected GitCalls Calls => calls;
    protected GitFolder Folder => folder;

    /// <summary>What the branch points at now. Where the address may be read with several branches, the longest one that there is counts.</summary>
    public async Task<GitHead> HeadAsync(string? tag, CancellationToken ct)
    {
        var answer = await AskAsync(folder.Ref, tag, ct);
        var at = folder;
        if (answer.Status is 404 or 422)
        {
            if (folder.Path.Length == 0) throw calls.NotFound();
            at = (await BranchesAsync(folder.Ref + "/", ct)).Select(folder.On).OfType<GitFolder>().MaxBy(f => f.Ref.Length) ?? throw calls.NotFound();
            answer = await AskAsync(at.Ref, tag, ct);
        }
        if (answer.Status == 304) return new(at, null, tag);
        if (answer.Status is 404 or 422) throw calls.NotFound();
        return new(at, CommitOf(answer) is { Length: >= 40 and <= 64 } commit && commit.All(char.IsAsciiHexDigit) ? commit : throw calls.Strange(), answer.ETag);
    }

    /// <summary>All files of a commit below the folder.</summary>
    public abstract Task<List<GitEntry>> ListAsync(GitFolder at, string commit, int most, CancellationToken ct);

    public abstract Task<HttpAnswer.Answered> ReadAsync(string commit, GitEntry file, CancellationToken ct);

    /// <summary>The commit of a branch, tag or commit; with status 404 or 422 where there is none.</summary>
    protected abstract Task<HttpAnswer.Answered> AskAsync(string reference, string? tag, CancellationToken ct);
    protected abstract string? CommitOf(HttpAnswer.Answered answer);
    protected abstract Task<IEnumerable<string>> BranchesAsync(string beginning, CancellationToken ct);

    protected static GitException TooMany(int most) => new(new SourceReading.Refused("source.too-many-files", $"The folder holds more files than can be listed, or more than {most} Markdown files. Choose a smaller one."));
}
