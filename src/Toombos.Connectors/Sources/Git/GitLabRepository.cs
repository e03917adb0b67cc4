using System.Globalization;
using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>Source: docs.gitlab.com/api/commits, /api/repositories and /api/branches; checked on 2026-11-27.</summary>
sealed class GitLabRepository(GitCalls calls, GitFolder folder) : GitRepository(calls, folder)
{
    const int PageSize = 100, MostPages = 50;

    readonly string api = $"{folder.Site}/api/v4/projects/{Uri.EscapeDataString(folder.Project)}/repository";

    protected override Task<HttpAnswer.Answered> AskAsync(string reference, string? tag, CancellationToken ct) =>
        Calls.AskAsync($"{api}/commits/{Uri.EscapeDataString(reference)}?stats=false", "application/json", ct, tag, 404, 422);

    protected override string? CommitOf(HttpAnswer.Answered answer) => Calls.Read(answer).Text("id");

    protected override async Task<IEnumerable<string>> BranchesAsync(string beginning, CancellationToken ct)
    {
        var found = await Calls.AskAsync($"{api}/branches?per_page={PageSize}&search={Uri.EscapeDataString("^" + beginning)}", "application/json", ct, null, 404);
        return found.Status != 404 && Calls.Read(found) is { ValueKind: JsonValueKind.Array } json ? json.EnumerateArray().Select(b => b.Text("name")).OfType<string>() : [];
    }

    public override async Task<List<GitEntry>> ListAsync(GitFolder at, string commit, int most, CancellationToken ct)
    {
        var files = new List<GitEntry>();
        // The list of a file's own path is empty, so its folder is listed.
        var below = Path.GetExtension(at.Path).ToLowerInvariant() is ".md" or ".markdown" or ".txt" ? Path.GetDirectoryName(at.Path)!.Replace('\\', '/') : at.Path;
        for (var page = 1; page <= MostPages; page++)
        {
            var json = await Calls.JsonAsync(string.Create(CultureInfo.InvariantCulture, $"{api}/tree?recursive=true&per_page={PageSize}&page={page}&ref={commit}&path={Uri.EscapeDataString(below)}"), ct);
            if (json.ValueKind != JsonValueKind.Array) throw Calls.Strange();
            files.AddRange(json.EnumerateArray().Where(e => e.Text("type") == "blob" && e.Text("path") is not null && e.Text("id") is not null).Select(e => new GitEntry(e.Text("path")!, e.Text("id")!, null)).Where(e => at.Holds(e.Path)));
            if (json.GetArrayLength() < PageSize) return files;
        }
        throw TooMany(most);
    }

    public override Task<HttpAnswer.Answered> ReadAsync(string commit, GitEntry file, CancellationToken ct) => Calls.AskAsync($"{api}/blobs/{Uri.EscapeDataString(file.Hash)}/raw", "*/*", ct);
}
