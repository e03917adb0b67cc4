using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A repository with one branch at a host that speaks as GitHub does, or as GitLab does. A change says on which state of the file it is made, and each makes a commit.</summary>
public sealed class GitSink : ServiceSink
{
    readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public string Token { get; set; } = "";
    public bool ReadOnly { get; set; }
    public IReadOnlyDictionary<string, byte[]> Files => _files;
    public List<string> Commits { get; } = [];

    protected override ServiceReply Handle(TakenRequest request) => request.Path.StartsWith("/projects/", StringComparison.Ordinal) ? GitLab(request) : GitHub(request);

    ServiceReply GitHub(TakenRequest request)
    {
        const string contents = "/repos/harbour/site/contents/";
        if (request.Headers.Authorization != $"Bearer {Token}") return Error(401, "Bad credentials");
        if (request.Headers.UserAgent.Count == 0) return Error(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        if (request.Is("GET", "/repos/harbour/site")) return ServiceReply.Of(new JsonObject { ["permissions"] = new JsonObject { ["push"] = !ReadOnly } });
        if (request.Is("GET", "/repos/harbour/site/branches/main")) return ServiceReply.Of(new JsonObject { ["protected"] = false });
        if (!request.Path.StartsWith(contents, StringComparison.Ordinal) || BranchOf(request) != "main") return Error(404, "Not Found");
        var path = request.Path[contents.Length..];
        var there = _files.GetValueOrDefault(path);
        if (request.Method == "GET") return there is null ? Error(404, "Not Found") : ServiceReply.Of(new JsonObject { ["sha"] = ShaOf(there), ["encoding"] = "base64", ["content"] = Wrapped(there) });
        var sha = (string?)request.Json["sha"];
        if (there is not null && sha is null) return Error(422, "Invalid request.\n\n\"sha\" wasn't supplied.");
        if (there is null ? sha is not null : sha != ShaOf(there)) return Error(409, $"{path} does not match {sha}");
        if (request.Method == "DELETE") return Commit(request, "message", path, null, 200);
        return Commit(request, "message", path, Convert.FromBase64String($"{request.Json["content"]}"), there is null ? 201 : 200);
    }

    ServiceReply GitLab(TakenRequest request)
    {
        const string project = "/projects/harbour/site", files = project + "/repository/files/";
        var at = Uri.UnescapeDataString(request.Path);
        if (request.Headers["PRIVATE-TOKEN"] != Token) return Error(401, "401 Unauthorized");
        if (request.Method == "GET" && at == project) return ServiceReply.Of(new JsonObject { ["permissions"] = new JsonObject { ["project_access"] = new JsonObject { ["access_level"] = ReadOnly ? 20 : 30 }, ["group_access"] = null } });
        if (request.Method == "GET" && at == project + "/repository/branches/main") return ServiceReply.Of(new JsonObject { ["protected"] = true });
        if (!at.StartsWith(files, StringComparison.Ordinal) || BranchOf(request) != "main") return Error(404, "404 File Not Found");
        var path = at[files.Length..];
        var there = _files.GetValueOrDefault(path);
        switch (request.Method)
        {
            case "GET":
                return there is null ? Error(404, "404 File Not Found") : ServiceReply.Of(new JsonObject { ["last_commit_id"] = ShaOf(there), ["encoding"] = "base64", ["content"] = Convert.ToBase64String(there) });
            case "POST" when there is not null:
                return Error(400, "A file with this name already exists");
            case "PUT" or "DELETE" when there is null:
                return Error(400, "A file with this name doesn't exist");
            case "PUT" or "DELETE" when $"{request.Json["last_commit_id"]}" != ShaOf(there!):
                return Error(400, "You are attempting to update a file that has changed since you started editing it.");
            default:
                return Commit(request, "commit_message", path, request.Method == "DELETE" ? null : Convert.FromBase64String($"{request.Json["content"]}"), request.Method == "POST" ? 201 : 200);
        }
    }

    ServiceReply Commit(TakenRequest request, string message, string path, byte[]? content, int status)
    {
        if (content is null) _files.Remove(path);
        else _files[path] = content;
        Commits.Add($"{request.Json[message]}");
        return ServiceReply.Of(new JsonObject { ["commit"] = new JsonObject { ["sha"] = $"c{Commits.Count}" } }, status);
    }

    /// <summary>Somebody else commits.</summary>
    public void Put(string path, byte[] content) => _files[path] = content;

    static string BranchOf(TakenRequest request) => request.Method == "GET" ? request.Query["ref"].ToString() : $"{request.Json["branch"]}";

    static string ShaOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    static string Wrapped(byte[] content) => Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n");

    static ServiceReply Error(int status, string message) => ServiceReply.Of(new JsonObject { ["message"] = message }, status);
}
