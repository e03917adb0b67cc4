using Microsoft.Extensions.Options;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>
/// Reads a Markdown file, or all below a folder, of a repository on GitHub or GitLab. One small question tells whether there is a new commit, another lists the files of it, and only those are fetched whose hash was not known.
/// </summary>
public sealed class GitSource(OutboundHttp http, IOptions<GitSourceOptions> options, TimeProvider time) : ISource
{
    const int AtOnce = 4;

    static readonly SourceReading.Refused NoFolder = new(
        "source.not-a-repository", "This is not the address of a folder on GitHub or GitLab. Open the folder in the browser and take the address from there, such as https://github.com/owner/repository/tree/main/docs.");

    static readonly SourceReading.Refused Nothing = new("source.not-found", "There is no Markdown file below this folder. Check the branch and the path.");

    readonly GitSourceOptions options = options.Value;

    public string Kind => "git";
    public IReadOnlyList<string> Accounts => ["github-token", "gitlab-token"];

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (GitFolder.Of(address) is not { } folder) return NoFolder;
        if (visit.Account is { Host: { } host } && !host.Equals(folder.Site, StringComparison.OrdinalIgnoreCase))
            return new SourceReading.Refused("source.other-account", $"The account is one at {host}, and the address leads to {folder.Site}. Choose an account of that place.");
        var calls = new GitCalls(http, folder, visit.Account, time);
        try
        {
            return await ReadAsync(folder.IsGitHub ? new GitHubRepository(calls, folder, options) : new GitLabRepository(calls, folder), GitRevision.Read(revision), visit, ct);
        }
        catch (GitException ended)
        {
            return ended.Reading;
        }
    }

    async Task<SourceReading> ReadAsync(GitRepository repository, GitRevision? before, SourceVisit visit, CancellationToken ct)
    {
        var head = await repository.HeadAsync(before?.Tag, ct);
        if (head.Commit is null || head.Commit == before?.Commit) return new SourceReading.Unchanged();
        var list = await repository.ListAsync(head.Folder, head.Commit, options.MaxFiles, ct);
        list.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        if (list.Count == 0) return Nothing;
        if (list.Count > options.MaxFiles) return new SourceReading.Refused("source.too-many-files", $"The folder holds more than {options.MaxFiles} Markdown files. Choose a smaller one.");
        if (list.Sum(f => f.Size ?? 0) > options.MaxBytes) return TooLarge();
        var found = new GitRevision(head.Commit, SourceText.RevisionOf(string.Join('\n', list.Select(f => f.Hash + " " + f.Path))), head.Tag);
        // A commit elsewhere in the repository.
        if (found.Files == before?.Files) return new SourceReading.Unchanged(found.ToString());
        var files = await FilesAsync(repository, head.Commit, list, await visit.FilesAsync(ct), ct);
        return new SourceReading.Fetched(JoinedFiles.Join(files), found.ToString()) { Files = files };
    }

    async Task<SourceFile[]> FilesAsync(GitRepository repository, string commit, List<GitEntry> list, IReadOnlyList<SourceFile> known, CancellationToken ct)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in known) texts[file.Hash] = file.Text;
        var (files, bytes) = (new SourceFile[list.Count], 0L);
        await Parallel.ForAsync(0, list.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (at, token) =>
        {
            if (!texts.TryGetValue(list[at].Hash, out var text))
                text = SourceText.Decode((await repository.ReadAsync(commit, list[at], token)).Body.Span) ?? throw new GitException(new SourceReading.Refused(SourceText.NotText.Code, $"{list[at].Path} is not a text in UTF-8. Save it in UTF-8, or take it out of the folder."));
            if (Interlocked.Add(ref bytes, System.Text.Encoding.UTF8.GetByteCount(text)) > options.MaxBytes) throw new GitException(TooLarge());
            files[at] = new(list[at].Path, list[at].Hash, text);
        });
        return files;
    }

    SourceReading.Refused TooLarge() => new("source.too-large", $"The files are larger than {options.MaxBytes / (1024 * 1024)} MB together. Choose a smaller folder.");
}
