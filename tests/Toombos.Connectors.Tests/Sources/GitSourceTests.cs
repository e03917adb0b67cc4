using System.Globalization;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Git;
using Toombos.Connectors.Sources.Recognition;
using Toombos.Connectors.Tests.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>Folders and files of repositories, against a host that answers as GitHub and GitLab do.</summary>
public sealed class GitSourceTests : SourceContract, IAsyncLifetime
{
    GitSource? source;
    RepositorySink? sink;

    internal override ISource Source => source!;
    protected override string Address => "https://github.com/o/r/tree/main/docs";
    protected override void Put(byte[] document) => sink!.Put("docs/news.md", document);
    protected override void Remove() => sink!.Clear();

    public async ValueTask InitializeAsync()
    {
        sink = await ServiceSink.StartAsync<RepositorySink>();
        source = new(Connected.Http(), Options.Create(new GitSourceOptions { GitHubApi = sink.Address, GitHubRaw = sink.Address + "/raw", MaxFiles = 5 }), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => sink!.DisposeAsync();

    string Lab(string rest) => $"{sink!.Address}/g/r/-/{rest}";

    Task<SourceReading> ReadAsync(string address, SourceReading.Fetched? before = null, SourceAccount? account = null) =>
        source!.ReadAsync(address, before?.Revision, new() { Account = account, FilesAsync = _ => Task.FromResult(before?.Files ?? []) }, Ct);

    async Task<SourceReading.Fetched> FetchAsync(string address, SourceReading.Fetched? before = null, SourceAccount? account = null) =>
        Assert.IsType<SourceReading.Fetched>(await ReadAsync(address, before, account));

    async Task<SourceReading.Refused> RefusedAsync(string address, SourceAccount? account = null) => Assert.IsType<SourceReading.Refused>(await ReadAsync(address, null, account));

    SourceAccount Account(string host) => new(Guid.NewGuid(), sink!.Token) { Host = host };

    [Theory]
    [InlineData("https://github.com/o/r/tree/main/docs"), InlineData("gitlab")]
    public async Task Only_files_that_have_changed_are_fetched_and_each_is_named_in_the_document(string address)
    {
        if (address == "gitlab") address = Lab("tree/main/docs");
        sink!.Put("docs/b.md", "b\n");
        sink.Put("docs/a/c d.markdown", "c");
        sink.Put("docs/.hidden/x.md", "x");
        sink.Put("docs/code.cs", "x");
        sink.Put("other.md", "x");
        var first = await FetchAsync(address);
        Assert.Equal("<!-- toombos-file: docs/a/c d.markdown -->\nc\n\n<!-- toombos-file: docs/b.md -->\nb\n", first.Markdown);
        Assert.Equal(2, sink.Fetched.Count);
        Assert.IsType<SourceReading.Unchanged>(await ReadAsync(address, first));
        Assert.Equal((2, 1), (sink.Fetched.Count, sink.Lists));

        sink.Put("docs/b.md", "B");
        var second = await FetchAsync(address, first);
        Assert.Contains("\nB\n", second.Markdown, StringComparison.Ordinal);
        Assert.Equal(["docs/b.md"], sink.Fetched.Skip(2));
    }

    [Fact]
    public async Task A_commit_elsewhere_changes_nothing_and_is_remembered()
    {
        sink!.Put("docs/a.md", "a");
        var first = await FetchAsync(Address);
        sink.Put("elsewhere/b.md", "b");
        var same = Assert.IsType<SourceReading.Unchanged>(await ReadAsync(Address, first));
        Assert.NotNull(same.Revision);
        Assert.IsType<SourceReading.Unchanged>(await source!.ReadAsync(Address, same.Revision, SourceVisit.Plain, Ct));
        Assert.Equal((2, 1), (sink.Lists, sink.Fetched.Count));
    }

    [Theory]
    [InlineData("https://github.com/o/r/tree/feature/new/docs"), InlineData("https://github.com/o/r/blob/feature/new/docs/a.md"), InlineData("tree/feature/new/docs"), InlineData("blob/feature/new/docs/a.md")]
    public async Task A_branch_whose_name_has_slashes_is_told_from_a_folder(string address)
    {
        sink!.Branch = "feature/new";
        sink.Put("docs/a.md", "a");
        Assert.Equal("a", (await FetchAsync(address.StartsWith("https", StringComparison.Ordinal) ? address : Lab(address))).Markdown);
    }

    [Fact]
    public async Task What_is_not_public_is_read_with_a_token_that_is_shown_to_its_own_host_alone()
    {
        sink!.Token = "secret-token-1";
        sink.Put("docs/a.md", "a");
        Assert.Contains("choose a connected GitHub account", (await RefusedAsync(Address)).Sentence, StringComparison.Ordinal);
        Assert.Equal("a", (await FetchAsync(Address, null, Account("https://github.com"))).Markdown);
        Assert.Equal("a", (await FetchAsync(Lab("tree/main/docs"), null, Account(sink.Address))).Markdown);
        var asked = sink.Taken.Count;
        Assert.Equal("source.other-account", (await RefusedAsync(Lab("tree/main/docs"), Account("https://gitlab.com"))).Code);
        Assert.Equal("source.other-account", (await RefusedAsync(Address, Account(sink.Address))).Code);
        Assert.Equal(asked, sink.Taken.Count);
        var refused = await RefusedAsync(Address, new(Guid.NewGuid(), "another-token") { Host = "https://github.com" });
        Assert.Equal(SourceAccount.Rejected, refused.Code);
        Assert.DoesNotContain("another-token", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_counts_questions_is_asked_when_it_says()
    {
        sink!.Put("docs/a.md", "a");
        var reset = TimeProvider.System.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds();
        sink.Limit = [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", reset.ToString(CultureInfo.InvariantCulture))];
        Assert.InRange(Assert.IsType<SourceReading.Unreachable>(await ReadAsync(Address)).RetryAfter!.Value.TotalMinutes, 18, 20);
        sink.Limit = [("Retry-After", "90")];
        Assert.Equal(90, Assert.IsType<SourceReading.Unreachable>(await ReadAsync(Address)).RetryAfter!.Value.TotalSeconds);
    }

    [Fact]
    public async Task Trouble_is_said_in_words()
    {
        for (var i = 0; i < 6; i++) sink!.Put($"docs/{i}.md", "x");
        Assert.Equal("source.too-many-files", (await RefusedAsync(Address)).Code);
        Assert.Equal("source.not-a-repository", (await RefusedAsync("https://example.com/docs")).Code);
        Assert.Equal("source.not-found", (await RefusedAsync("https://github.com/o/r/tree/gone/docs")).Code);
        sink!.Instead = _ => new(403, "{}");
        Assert.Equal("source.forbidden", (await RefusedAsync(Address)).Code);
        sink.Instead = _ => new(301, "{}", ("Location", "https://evil.example/"));
        Assert.Equal("source.moved", (await RefusedAsync(Address, Account("https://github.com"))).Code);
        sink.Instead = _ => new(502, "{}");
        Assert.IsType<SourceReading.Unreachable>(await ReadAsync(Address));
        sink.Instead = _ => new(200, "<html>");
        Assert.IsType<SourceReading.Unreachable>(await ReadAsync(Address));
    }

    [Fact]
    public void A_text_that_looks_like_the_beginning_of_a_file_stays_text()
    {
        var joined = JoinedFiles.Join([new("a.md", "1", "one\n<!-- toombos-file: b.md -->\nstill one"), new("c -->.md", "2", "two")]);
        Assert.Equal(["a.md", "c - ->.md"], JoinedFiles.Split(joined).Select(f => f.Path));
        Assert.Equal(["one\n<!-- file: b.md -->\nstill one", "two"], JoinedFiles.Split(joined).Select(f => joined.Substring(f.Start, f.Length).Trim()));
    }

    [Theory]
    [InlineData("https://github.com/o/r/tree/main/docs", "git"), InlineData("https://github.com/o/r", "git"), InlineData("https://gitlab.com/g/sub/r", "git"), InlineData("https://git.example.com/g/r/-/tree/main/a", "git")]
    [InlineData("https://github.com/o/r/blob/main/a.md", "url"), InlineData("https://git.example.com/g/r/-/blob/main/a.md", "url")]
    public async Task A_link_is_recognised_by_its_form(string address, string kind) =>
        Assert.Equal(kind, (await new Recogniser(Connected.Http()).LookAsync(address, Ct)).Kind);

    [Fact]
    public async Task A_file_is_read_by_the_interface_where_an_account_is_chosen() =>
        Assert.Equal("git", (await new Recogniser(Connected.Http()).LookAsync("https://github.com/o/r/blob/main/a.md", Ct, withAccount: true)).Kind);
}
