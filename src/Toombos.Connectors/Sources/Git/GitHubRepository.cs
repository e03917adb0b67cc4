using System.Text;
using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>Source: docs.github.com/rest/commits, /rest/git/trees, /rest/git/blobs and /rest/git/refs, version 2022-11-28; checked on 2026-11-27.</summary>
sealed class GitHubRepository(GitCalls calls, GitFolder folder, GitSourceOptions options) : GitRepository(calls, folder)
{
    readonly string api = $"{options.GitHubApi.TrimEnd('/')}/repos/{folder.Project}";

    /// <summary>The answer is the commit's name alone, and its tag, which costs nothing of what is allowed while it is the same.</summary>
    protected override Task<HttpAnswer.Answered> AskAsync(string reference, string? tag, CancellationToken ct) =>
        Calls.AskAsync($"{api}/commits/{Uri.EscapeDataString(reference)}", "application/vnd.github.sha", ct, tag, 404, 422);

    protected override string? CommitOf(HttpAnswer.Answered answer) => Encoding.ASCII.GetString(answer.Body.Span).Trim();

    protected override async Task<IEnumerable<string>> BranchesAsync(string beginning, CancellationToken ct)
    {
        const string heads = "refs/heads/";
        var found = await Calls.AskAsync($"{api}/git/matching-refs/heads/{Escaped(beginning)}", "application/json", ct, null, 404);
        if (found.Status == 404 || Calls.Read(found) is not { ValueKind: JsonValueKind.Array } json) return [];
        return json.EnumerateArray().Select(b => b.Text("ref")).Where(r => r?.StartsWith(heads, StringComparison.Ordinal) == true).Select(r => r![heads.Length..]);
    }

    public override async Task<List<GitEntry>> ListAsync(GitFolder at, string commit, int most, CancellationToken ct)
    {
        var json = await Calls.JsonAsync($"{api}/git/trees/{commit}?recursive=1", ct);
        if (json.IsTrue("truncated")) throw TooMany(most);
        return [.. json.Each("tree").Where(e => e.Text("type") == "blob" && e.Text("path") is not null && e.Text("sha") is not null).Select(e => new GitEntry(e.Text("path")!, e.Text("sha")!, (long?)e.Number("size"))).Where(e => at.Holds(e.Path))];
    }

    /// <summary>Without an account the interface allows 60 questions an hour, so files are taken from where browsers take them, of this very commit.</summary>
    public override Task<HttpAnswer.Answered> ReadAsync(string commit, GitEntry file, CancellationToken ct) => Calls.WithAccount
        ? Calls.AskAsync($"{api}/git/blobs/{Uri.EscapeDataString(file.Hash)}", "application/vnd.github.raw+json", ct)
        : Calls.AskAsync($"{options.GitHubRaw.TrimEnd('/')}/{Folder.Project}/{commit}/{Escaped(file.Path)}", "*/*", ct);

    static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
