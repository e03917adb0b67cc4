using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Toombos.Sinks;

/// <summary>A repository that is read: at a host that speaks as GitHub does, and at one that speaks as GitLab does. Its one branch moves with each change.</summary>
public sealed class RepositorySink : ServiceSink
{
    readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    int _commits = 1;

    /// <summary>Who may read it; everybody where it is empty.</summary>
    public string Token { get; set; } = "";
    public string Branch { get; set; } = "main";
    public (string Name, string Value)[] Limit { get; set; } = [];

    /// <summary>What files were fetched, one by one.</summary>
    public List<string> Fetched { get; } = [];
    public int Lists => Taken.Count(t => t.Path.Contains("/tree", StringComparison.Ordinal));

    public void Put(string path, string text) => Put(path, Encoding.UTF8.GetBytes(text));

    public void Put(string path, byte[] content)
    {
        _files[path] = content;
        Commit();
    }

    public void Remove(string path)
    {
        _files.Remove(path);
        Commit();
    }

    public void Clear()
    {
        _files.Clear();
        Commit();
    }

    /// <summary>A commit that changes nothing that is read.</summary>
    public void Commit() => _commits++;

    string Head => _commits.ToString("x40", CultureInfo.InvariantCulture);

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (Limit.Length > 0) return new(403, """{"message":"API rate limit exceeded"}""", Limit);
        var path = Uri.UnescapeDataString(request.Path);
        // Only the interfaces know tokens: who reads a web page is nobody.
        var allowed = Token.Length == 0 || request.Headers.Authorization == $"Bearer {Token}";
        if (request.Headers.Authorization.Count > 0 && Token.Length > 0 && !allowed) return new(401, """{"message":"Bad credentials"}""");
        if (path == "/user" || path == "/api/v4/user") return ServiceReply.Of(new JsonObject { ["id"] = 7, ["login"] = "ada", ["username"] = "ada" });
        if (!allowed) return new(404, """{"message":"Not Found"}""");
        const string hub = "/repos/o/r/", lab = "/api/v4/projects/g/r/repository/", raw = "/raw/o/r/";
        return path.StartsWith(hub, StringComparison.Ordinal) ? Hub(request, path[hub.Length..])
            : path.StartsWith(lab, StringComparison.Ordinal) ? Lab(request, path[lab.Length..])
            : path.StartsWith(raw + Head + "/", StringComparison.Ordinal) ? File(path[(raw.Length + Head.Length + 1)..]) : new(404, "{}");
    }

    ServiceReply Hub(TakenRequest request, string path)
    {
        if (path == $"commits/{Branch}" || path == "commits/HEAD") return request.Headers.IfNoneMatch == $"\"{Head}\"" ? new(304, "") : new(200, Head, ("ETag", $"\"{Head}\""));
        if (path.StartsWith("git/matching-refs/heads/", StringComparison.Ordinal))
            return new(200, Branch.StartsWith(path["git/matching-refs/heads/".Length..], StringComparison.Ordinal) ? $$"""[{"ref":"refs/heads/{{Branch}}"}]""" : "[]");
        if (path == $"git/trees/{Head}")
            return ServiceReply.Of(new JsonObject { ["tree"] = new JsonArray([.. _files.Select(f => new JsonObject { ["type"] = "blob", ["path"] = f.Key, ["sha"] = ShaOf(f.Value), ["size"] = f.Value.Length })]), ["truncated"] = false });
        if (path.StartsWith("git/blobs/", StringComparison.Ordinal)) return Blob(path["git/blobs/".Length..]);
        return new(path.StartsWith("commits/", StringComparison.Ordinal) ? 422 : 404, """{"message":"No commit found"}""");
    }

    ServiceReply Lab(TakenRequest request, string path)
    {
        if (path == $"commits/{Branch}" || path == "commits/HEAD") return ServiceReply.Of(new JsonObject { ["id"] = Head });
        if (path == "branches") return new(200, $$"""[{"name":"{{Branch}}"}]""");
        if (path == "tree" && request.Query["ref"] == Head)
        {
            var (page, below) = (int.Parse(request.Query["page"]!, CultureInfo.InvariantCulture), request.Query["path"].ToString());
            return ServiceReply.Of(new JsonArray([.. _files.Where(f => below.Length == 0 || f.Key.StartsWith(below + "/", StringComparison.Ordinal)).Skip((page - 1) * 100).Take(100).Select(f => new JsonObject { ["type"] = "blob", ["path"] = f.Key, ["id"] = ShaOf(f.Value) })]));
        }
        return path.StartsWith("blobs/", StringComparison.Ordinal) ? Blob(path["blobs/".Length..].Replace("/raw", "", StringComparison.Ordinal)) : new(404, """{"message":"404 Not Found"}""");
    }

    ServiceReply Blob(string sha) => _files.FirstOrDefault(f => ShaOf(f.Value) == sha) is { Key: { } path } ? File(path) : new(404, "{}");

    ServiceReply File(string path)
    {
        if (!_files.TryGetValue(path, out var file)) return new(404, "{}");
        Fetched.Add(path);
        return new(200, "") { Bytes = file };
    }

    static string ShaOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
