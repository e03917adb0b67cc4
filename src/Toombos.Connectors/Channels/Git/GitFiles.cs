using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Git;

/// <summary>A file as it is in the repository.</summary>
/// <param name="Mark">By which the host knows this very state of it.</param>
sealed record GitFile(byte[] Content, string Mark);

/// <summary>Reads and writes single files of a branch, each write a commit that is made only on the state that was read.</summary>
abstract class GitFiles(ApiLine line, GitAccount account)
{
    protected GitAccount Account => account;

    public static GitFiles Of(ApiLine line, GitAccount account) => account.Host == GitHost.GitLab ? new GitLabFiles(line, account) : new GitHubFiles(line, account);

    protected abstract string Name { get; }
    protected abstract string AddressOf(string path);
    protected abstract (string Name, string Value) Authorization { get; }

    /// <summary>The address where people look at it.</summary>
    public abstract string PageOf(string path);

    /// <summary>The call that makes, replaces or removes a file.</summary>
    protected abstract ApiCall Change(string path, string message, byte[]? content, GitFile? there);

    /// <summary>What the token may do in the project, as a sentence; null where it may write.</summary>
    protected abstract string? Forbids(ApiAnswer project);
    protected abstract string ProjectAddress { get; }

    protected abstract string BranchAddress { get; }

    public async Task<(ApiAnswer Answer, GitFile? File)> ReadAsync(string path, CancellationToken ct)
    {
        var answer = await line.CallAsync(Call(HttpMethod.Get, $"{AddressOf(path)}?ref={Uri.EscapeDataString(account.Branch)}"), ct);
        if (!answer.Good || answer.Text("content") is not { } content) return (answer, null);
        return (answer, new(Convert.FromBase64String(content.ReplaceLineEndings("")), answer.Text("sha") ?? answer.Text("last_commit_id") ?? ""));
    }

    public Task<ApiAnswer> ChangeAsync(string path, string message, byte[]? content, GitFile? there, CancellationToken ct) => line.CallAsync(Change(path, message, content, there), ct);

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(CancellationToken ct)
    {
        var project = await line.CallAsync(Call(HttpMethod.Get, ProjectAddress), ct);
        if (!project.Good) return [CheckedPoints.Bad("Repository", project.Refusal(project.Text("message")))];
        var found = new CheckedPoint(true, "Repository", $"{account.Project} is there.");
        if (Forbids(project) is { } forbids) return [found, new(false, "Rights", forbids, ChannelProblem.Permission)];
        var branch = await line.CallAsync(Call(HttpMethod.Get, BranchAddress), ct);
        var rights = new CheckedPoint(true, "Rights", "The token may write.");
        if (branch.Good && branch.Json.TryGetProperty("protected", out var locked) && locked.ValueKind == JsonValueKind.True)
            return [found, rights, new(true, "Branch", $"{account.Branch} is protected. If it takes no direct commits, choose another branch.")];
        return [found, rights, branch.Good ? new(true, "Branch", $"{account.Branch} is there.") : new(false, "Branch", $"There is no branch {account.Branch}. Make it, or enter another.", ChannelProblem.Permission)];
    }

    protected ApiCall Call(HttpMethod method, string address) =>
        new ApiCall(Name, method, address) { Secrets = [account.Token] }.With(Authorization.Name, Authorization.Value).With("User-Agent", "Toombos");

    protected static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}

/// <summary>Source: docs.github.com/rest/repos/contents, version 2022-11-28.</summary>
sealed class GitHubFiles(ApiLine line, GitAccount account) : GitFiles(line, account)
{
    protected override string Name => "GitHub";
    protected override string ProjectAddress => $"{Account.Api}/repos/{Account.Project}";
    protected override string BranchAddress => $"{ProjectAddress}/branches/{Uri.EscapeDataString(Account.Branch)}";
    protected override (string Name, string Value) Authorization => ("Authorization", $"Bearer {Account.Token}");

    protected override string AddressOf(string path) => $"{ProjectAddress}/contents/{Escaped(path)}";
    public override string PageOf(string path) => $"{Account.Repository.TrimEnd('/')}/blob/{Escaped(Account.Branch)}/{Escaped(path)}";

    protected override string? Forbids(ApiAnswer project) =>
        project.Json.TryGetProperty("permissions", out var rights) && rights.TryGetProperty("push", out var push) && push.ValueKind == JsonValueKind.False ? "The token may read this repository and not write it. Give it contents: read and write." : null;

    protected override ApiCall Change(string path, string message, byte[]? content, GitFile? there)
    {
        var body = new JsonObject { ["message"] = message, ["branch"] = Account.Branch };
        if (there is not null) body["sha"] = there.Mark;
        if (content is not null) body["content"] = Convert.ToBase64String(content);
        return Call(content is null ? HttpMethod.Delete : HttpMethod.Put, AddressOf(path)).With("X-GitHub-Api-Version", "2022-11-28").With(body);
    }
}

/// <summary>Source: docs.gitlab.com/api/repository_files.</summary>
sealed class GitLabFiles(ApiLine line, GitAccount account) : GitFiles(line, account)
{
    const int Developer = 30;

    protected override string Name => "GitLab";
    protected override string ProjectAddress => $"{Account.Api}/projects/{Uri.EscapeDataString(Account.Project)}";
    protected override string BranchAddress => $"{ProjectAddress}/repository/branches/{Uri.EscapeDataString(Account.Branch)}";
    protected override (string Name, string Value) Authorization => ("PRIVATE-TOKEN", Account.Token!);

    protected override string AddressOf(string path) => $"{ProjectAddress}/repository/files/{Uri.EscapeDataString(path)}";
    public override string PageOf(string path) => $"{Account.Repository.TrimEnd('/')}/-/blob/{Escaped(Account.Branch)}/{Escaped(path)}";

    protected override string? Forbids(ApiAnswer project) =>
        project.Json.TryGetProperty("permissions", out var rights) && Level(rights, "project_access") < Developer && Level(rights, "group_access") < Developer ? "The token may not write here. Give it the role Developer and the scope api." : null;

    protected override ApiCall Change(string path, string message, byte[]? content, GitFile? there)
    {
        var body = new JsonObject { ["branch"] = Account.Branch, ["commit_message"] = message };
        if (there is not null) body["last_commit_id"] = there.Mark;
        if (content is not null) (body["content"], body["encoding"]) = (Convert.ToBase64String(content), "base64");
        return Call(content is null ? HttpMethod.Delete : there is null ? HttpMethod.Post : HttpMethod.Put, AddressOf(path)).With(body);
    }

    static int Level(JsonElement rights, string of) =>
        rights.TryGetProperty(of, out var access) && access.ValueKind == JsonValueKind.Object && access.TryGetProperty("access_level", out var level) ? level.GetInt32() : 0;
}
