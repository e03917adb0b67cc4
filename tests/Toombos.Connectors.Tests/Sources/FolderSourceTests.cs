using Microsoft.Extensions.Options;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Folder;

namespace Toombos.Connectors.Tests.Sources;

public sealed class FolderSourceTests : SourceContract, IDisposable
{
    readonly string disk = Directory.CreateTempSubdirectory("toombos-").FullName;
    readonly FolderSource source;

    public FolderSourceTests()
    {
        Directory.CreateDirectory(Root);
        var options = new FolderSourceOptions { QuietMilliseconds = 20, MaxFiles = 20 };
        options.AllowedRoots.Add(Root);
        source = new(Options.Create(options), TimeProvider.System);
    }

    string Root => Path.Combine(disk, "allowed");
    internal override ISource Source => source;
    protected override string Address => Path.Combine(Root, "news.md");
    protected override void Put(byte[] document) => File.WriteAllBytes(Address, document);
    protected override void Remove() => File.Delete(Address);

    public void Dispose() => Directory.Delete(disk, recursive: true);

    Task<SourceReading> Read(string path) => source.ReadAsync(Path.Combine(Root, path), null, SourceVisit.Plain, Ct);

    string Write(string path, string text)
    {
        var full = Path.Combine(disk, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    async Task<string> CodeOf(string path) => Assert.IsType<SourceReading.Refused>(await Read(path)).Code;

    [Fact]
    public async Task The_files_of_a_folder_are_one_document_in_ordinal_order()
    {
        Write("allowed/b.md", "b\n");
        Write("allowed/B.md", "B");
        Write("allowed/a/z.markdown", "z\n\n");
        Write("allowed/a-.md", "dash");
        Write("allowed/.hidden.md", "hidden");
        Write("allowed/notes.txt", "not Markdown");
        var text = Assert.IsType<SourceReading.Fetched>(await Read("")).Markdown;
        Assert.Equal([("B.md", "B"), ("a-.md", "dash"), ("a/z.markdown", "z"), ("b.md", "b")], JoinedFiles.Split(text).Select(f => (f.Path, text.Substring(f.Start, f.Length).Trim())));
    }

    [Fact]
    public async Task A_path_that_climbs_out_is_refused()
    {
        Write("secret.md", "secret");
        Write("allowed-not/secret.md", "secret");
        Assert.Equal("source.not-allowed", await CodeOf("../secret.md"));
        Assert.Equal("source.not-allowed", await CodeOf("a/../../secret.md"));
        Assert.Equal("source.not-allowed", await CodeOf(Path.Combine(disk, "allowed-not/secret.md")));
        Assert.Equal("source.not-allowed", await CodeOf(disk));
    }

    [Fact]
    public async Task A_link_that_leads_out_is_not_followed()
    {
        var secret = Write("secret/secret.md", "secret");
        File.CreateSymbolicLink(Path.Combine(Root, "link.md"), secret);
        File.CreateSymbolicLink(Path.Combine(Root, "relative.md"), "../secret/secret.md");
        Directory.CreateSymbolicLink(Path.Combine(Root, "folder"), Path.GetDirectoryName(secret)!);
        File.CreateSymbolicLink(Path.Combine(Root, "twice.md"), Path.Combine(Root, "link.md"));
        Assert.Equal("source.not-allowed", await CodeOf("link.md"));
        Assert.Equal("source.not-allowed", await CodeOf("relative.md"));
        Assert.Equal("source.not-allowed", await CodeOf("folder/secret.md"));
        Assert.Equal("source.not-allowed", await CodeOf("twice.md"));

        Write("allowed/open.md", "open");
        Assert.Equal("open", Assert.IsType<SourceReading.Fetched>(await Read("")).Markdown);
    }

    [Fact]
    public async Task Links_in_circles_are_refused()
    {
        File.CreateSymbolicLink(Path.Combine(Root, "a.md"), Path.Combine(Root, "b.md"));
        File.CreateSymbolicLink(Path.Combine(Root, "b.md"), Path.Combine(Root, "a.md"));
        Assert.Equal("source.not-allowed", await CodeOf("a.md"));
    }

    [Fact]
    public async Task An_allowed_folder_may_itself_be_a_link()
    {
        Write("allowed/a.md", "a");
        var link = Path.Combine(disk, "link");
        Directory.CreateSymbolicLink(link, Root);
        var options = new FolderSourceOptions();
        options.AllowedRoots.Add(link);
        var linked = new FolderSource(Options.Create(options), TimeProvider.System);
        Assert.IsType<SourceReading.Fetched>(await linked.ReadAsync(Path.Combine(link, "a.md"), null, SourceVisit.Plain, Ct));
    }

    [Fact]
    public async Task Without_allowed_folders_nothing_is_read()
    {
        var file = Write("allowed/a.md", "a");
        var closed = new FolderSource(Options.Create(new FolderSourceOptions()), TimeProvider.System);
        Assert.Equal("source.not-allowed", Assert.IsType<SourceReading.Refused>(await closed.ReadAsync(file, null, SourceVisit.Plain, Ct)).Code);
    }

    [Fact]
    public async Task A_file_of_another_type_and_an_empty_folder_are_no_documents()
    {
        Write("allowed/passwords.txt", "secret");
        Assert.Equal("source.not-found", await CodeOf("passwords.txt"));
        Assert.Equal("source.not-found", await CodeOf(""));
    }

    [Fact]
    public async Task Too_many_files_are_refused()
    {
        for (var i = 0; i <= 20; i++) Write($"allowed/{i}.md", "a");
        Assert.Equal("source.too-many-files", await CodeOf(""));
    }

    [Theory]
    [InlineData(""), InlineData("news.md")]
    public async Task A_change_is_told_when_the_folder_is_quiet(string path)
    {
        Write("allowed/news.md", "one");
        var readings = source.WatchAsync(Path.Combine(Root, path), null, Ct).GetAsyncEnumerator(Ct);
        await using (readings)
        {
            Assert.True(await readings.MoveNextAsync());
            Assert.Equal("one", Assert.IsType<SourceReading.Fetched>(readings.Current).Markdown);

            var change = readings.MoveNextAsync().AsTask();
            Write("allowed/other.txt", "nobody reads this");
            Write("allowed/news.md", "two");
            Assert.True(await change);
            Assert.Equal("two", Assert.IsType<SourceReading.Fetched>(readings.Current).Markdown);

            // As editors save: a new file takes the place of the old one
            change = readings.MoveNextAsync().AsTask();
            File.Move(Write("draft.tmp", "three"), Path.Combine(Root, "news.md"), overwrite: true);
            Assert.True(await change);
            Assert.Equal("three", Assert.IsType<SourceReading.Fetched>(readings.Current).Markdown);
        }
    }

    [Fact]
    public async Task What_may_not_be_read_may_not_be_watched()
    {
        await foreach (var reading in source.WatchAsync(disk, null, Ct)) Assert.Fail(reading.ToString());
        await foreach (var reading in source.WatchAsync(Path.Combine(Root, "nothing"), null, Ct)) Assert.Fail(reading.ToString());
    }
}
