using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Git;

/// <summary>
/// Reads the Markdown files below a folder of a public repository on GitHub or GitLab as one document, in the order of their paths. One call lists the files; they are fetched only when the list has changed.
/// </summary>
public sealed class GitSource(OutboundHttp http, IOptions<GitSourceOptions> options) : ISource
{
    const string Separator = "\n\n";
    const int AtOnce = 4, PageSize = 100;

    static readonly SourceReading.Refused NoFolder = new(
        "source.not-a-repository", "This is not the address of a folder on GitHub or GitLab. Open the folder in the browser and take the address from there, such as https://github.com/owner/repository/tree/main/docs.");

    static readonly SourceReading.Refused Nothing = new("source.not-found", "There is no Markdown file below this folder. Check the branch and the path, and that the repository is public.");

    static readonly SourceReading.Refused Limited = new(
        "source.forbidden", "The repository is not public, or too many programs of this server's address asked within the hour. Make it public, or read it less often.");

    readonly GitSourceOptions options = options.Value;

    public string Kind => "git";

    public async Task<SourceReading> ReadAsync(string address, string? revision, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (GitFolder.Of(address) is not { } folder) return NoFolder;
        var files = new List<GitFile>();
        if (await ListAsync(folder, files, ct) is { } trouble) return trouble;
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        if (files.Count == 0) return Nothing;
        if (files.Count > options.MaxFiles) return new SourceReading.Refused("source.too-many-files", $"The folder holds more than {options.MaxFiles} Markdown files. Choose a smaller one.");
        var found = SourceText.RevisionOf(string.Join('\n', files.Select(f => f.Hash + " " + f.Path)));
        return found == revision ? new SourceReading.Unchanged() : await ReadAsync(folder, files, found, ct);
    }

    async Task<SourceReading> ReadAsync(GitFolder folder, List<GitFile> files, string revision, CancellationToken ct)
    {
        var (texts, bytes) = (new string[files.Count], 0L);
        SourceReading? trouble = null;
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (at, token) =>
        {
            if (Volatile.Read(ref trouble) is not null) return;
            var answer = await http.GetAsync(Raw(folder, files[at].Path), ct: token);
            var reading = WebReading.Of(answer, null, file => SourceText.Decode(file.Body.Span) is { } text ? new SourceReading.Fetched(text, "") : SourceText.NotText);
            if (reading is not SourceReading.Fetched fetched) Volatile.Write(ref trouble, reading);
            else if (Interlocked.Add(ref bytes, ((HttpAnswer.Answered)answer).Body.Length) > options.MaxBytes) Volatile.Write(ref trouble, TooLarge());
            else texts[at] = files.Count == 1 ? fetched.Markdown : fetched.Markdown.TrimEnd('\r', '\n');
        });
        return trouble ?? new SourceReading.Fetched(string.Join(Separator, texts), revision);
    }

    SourceReading.Refused TooLarge() => new("source.too-large", $"The files are larger than {options.MaxBytes / (1024 * 1024)} MB together. Choose a smaller folder.");

    /// <summary>Fills the list; what stands against it otherwise.</summary>
    Task<SourceReading?> ListAsync(GitFolder folder, List<GitFile> files, CancellationToken ct) => folder.Host is null ? ListGitHubAsync(folder, files, ct) : ListGitLabAsync(folder, files, ct);

    async Task<SourceReading?> ListGitHubAsync(GitFolder folder, List<GitFile> files, CancellationToken ct)
    {
        var whole = await CallAsync($"{options.GitHubApi.TrimEnd('/')}/repos/{folder.Project}/git/trees/{Uri.EscapeDataString(folder.Ref)}?recursive=1", json =>
        {
            foreach (var entry in json.GetProperty("tree").EnumerateArray())
                if (entry.GetProperty("type").GetString() == "blob") Add(folder, files, entry.GetProperty("path").GetString()!, entry.GetProperty("sha").GetString()!);
            return json.TryGetProperty("truncated", out var cut) && cut.ValueKind == JsonValueKind.True ? 1 : 0;
        }, ct);
        return whole.Trouble ?? (whole.Count == 0 ? null : new SourceReading.Refused("source.too-many-files", "The repository holds more files than GitHub lists at once. Choose another repository for the documents."));
    }

    async Task<SourceReading?> ListGitLabAsync(GitFolder folder, List<GitFile> files, CancellationToken ct)
    {
        for (var page = 1; page <= options.MaxFiles / PageSize + 20; page++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{folder.Host}/api/v4/projects/{Uri.EscapeDataString(folder.Project)}/repository/tree?recursive=true&per_page={PageSize}&page={page}&ref={Uri.EscapeDataString(folder.Ref)}&path={Uri.EscapeDataString(folder.Path)}");
            var (trouble, count) = await CallAsync(address, json =>
            {
                foreach (var entry in json.EnumerateArray())
                    if (entry.GetProperty("type").GetString() == "blob") Add(folder, files, entry.GetProperty("path").GetString()!, entry.GetProperty("id").GetString()!);
                return json.GetArrayLength();
            }, ct);
            if (trouble is not null || count < PageSize) return trouble;
        }
        return new SourceReading.Refused("source.too-many-files", "The folder holds too many files. Choose a smaller one.");
    }

    async Task<(SourceReading? Trouble, int Count)> CallAsync(string address, Func<JsonElement, int> read, CancellationToken ct)
    {
        var count = 0;
        var reading = WebReading.Of(await http.GetAsync(address, headers => headers.Accept.ParseAdd("application/json"), ct: ct), null, answer =>
        {
            try
            {
                using var json = JsonDocument.Parse(answer.Body);
                count = read(json.RootElement);
                return new SourceReading.Unchanged();
            }
            catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return new SourceReading.Unreachable("The host did not answer as GitHub and GitLab do.");
            }
        });
        return reading switch
        {
            SourceReading.Unchanged => (null, count),
            SourceReading.Refused { Code: "source.forbidden" } => (Limited, 0),
            SourceReading.Refused { Code: "source.not-found" } => (Nothing, 0),
            _ => (reading, 0),
        };
    }

    static void Add(GitFolder folder, List<GitFile> files, string path, string hash)
    {
        if (folder.Path.Length > 0 && !path.StartsWith(folder.Path + "/", StringComparison.Ordinal)) return;
        if (path.Split('/').Any(part => part.StartsWith('.'))) return;
        if (Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown") files.Add(new(path, hash));
    }

    string Raw(GitFolder folder, string path)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return folder.Host is null ? $"{options.GitHubRaw.TrimEnd('/')}/{folder.Project}/{Uri.EscapeDataString(folder.Ref)}/{escaped}" : $"{folder.Host}/{folder.Project}/-/raw/{Uri.EscapeDataString(folder.Ref)}/{escaped}";
    }

    sealed record GitFile(string Path, string Hash);
}
