using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Git;
using Toombos.Connectors.Tests.Http;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Folders of repositories, against a host that lists and serves files as GitHub and GitLab do.</summary>
public sealed class GitSourceTests : SourceContract, IAsyncLifetime
{
    readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    GitSource? source;
    Site? site;
    int status = 200, fetched;

    internal override ISource Source => source!;
    protected override string Address => "https://github.com/o/r/tree/main/docs";
    protected override void Put(byte[] document) => files["docs/news.md"] = document;
    protected override void Remove() => files.Clear();

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync(AnswerAsync);
        source = new(Connected.Http(), Options.Create(new GitSourceOptions { GitHubApi = site.Address, GitHubRaw = site.Address + "/raw", MaxFiles = 5 }));
    }

    public ValueTask DisposeAsync() => site!.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        context.Response.StatusCode = status;
        if (status != 200) return;
        if (path.StartsWith("/repos/o/r/git/trees/main", StringComparison.Ordinal))
            await context.Response.WriteAsync($$"""{"tree":[{{string.Join(',', files.Select(f => $$"""{"type":"blob","path":"{{f.Key}}","sha":"{{Sha(f.Value)}}"}""").Prepend("""{"type":"tree","path":"docs","sha":"x"}"""))}}],"truncated":false}""");
        else if (path.StartsWith("/api/v4/projects/g/r/repository/tree", StringComparison.Ordinal) || path.StartsWith("/api/v4/projects/g%2Fr/repository/tree", StringComparison.Ordinal))
            await context.Response.WriteAsync($"[{string.Join(',', files.Select(f => $$"""{"type":"blob","path":"{{f.Key}}","id":"{{Sha(f.Value)}}"}"""))}]");
        else if (files.TryGetValue(path.Replace("/raw/o/r/main/", "", StringComparison.Ordinal).Replace("/g/r/-/raw/main/", "", StringComparison.Ordinal), out var file))
        {
            Interlocked.Increment(ref fetched);
            await context.Response.Body.WriteAsync(file);
        }
        else context.Response.StatusCode = 404;
    }

    static string Sha(byte[] file) => Convert.ToHexString(SHA256.HashData(file));

    void File(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);

    [Theory]
    [InlineData("https://github.com/o/r/tree/main/docs"), InlineData("gitlab")]
    public async Task The_files_of_a_folder_are_one_document_and_fetched_only_when_one_has_changed(string address)
    {
        if (address == "gitlab") address = site!.Address + "/g/r/-/tree/main/docs";
        File("docs/b.md", "b\n");
        File("docs/a/c d.markdown", "c");
        File("docs/.hidden/x.md", "x");
        File("docs/code.cs", "x");
        File("other.md", "x");
        var read = Assert.IsType<SourceReading.Fetched>(await source!.ReadAsync(address, null, Ct));
        Assert.Equal(("c\n\nb", 2), (read.Markdown, fetched));
        Assert.IsType<SourceReading.Unchanged>(await source.ReadAsync(address, read.Revision, Ct));
        Assert.Equal(2, fetched);
        File("docs/b.md", "B");
        Assert.Equal("c\n\nB", Assert.IsType<SourceReading.Fetched>(await source.ReadAsync(address, read.Revision, Ct)).Markdown);
    }

    [Fact]
    public async Task Trouble_is_said_in_words()
    {
        for (var i = 0; i < 6; i++) File($"docs/{i}.md", "x");
        Assert.Equal("source.too-many-files", Assert.IsType<SourceReading.Refused>(await source!.ReadAsync(Address, null, Ct)).Code);
        Assert.Equal("source.not-a-repository", Assert.IsType<SourceReading.Refused>(await source.ReadAsync("https://example.com/docs", null, Ct)).Code);
        status = 403;
        Assert.Equal("source.forbidden", Assert.IsType<SourceReading.Refused>(await source.ReadAsync(Address, null, Ct)).Code);
        status = 502;
        Assert.IsType<SourceReading.Unreachable>(await source.ReadAsync(Address, null, Ct));
    }
}
