using System.Text;
using Toombos.Connectors.Sources;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>The exam that every source sits.</summary>
public abstract class SourceContract
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal abstract ISource Source { get; }
    protected abstract string Address { get; }
    protected abstract void Put(byte[] document);
    protected abstract void Remove();

    void Put(string document) => Put(Encoding.UTF8.GetBytes(document));

    Task<SourceReading> Read(string? revision = null) => Source.ReadAsync(Address, revision, SourceVisit.Plain, Ct);

    [Theory]
    [InlineData("# News\r\n\r\nCafé 👨‍👩‍👧‍👦 שלום\r\n"), InlineData(""), InlineData("no line end")]
    public async Task A_document_is_read_letter_by_letter(string document)
    {
        Put(document);
        Assert.Equal(document, Assert.IsType<SourceReading.Fetched>(await Read()).Markdown);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_read_again()
    {
        Put("one");
        var revision = Assert.IsType<SourceReading.Fetched>(await Read()).Revision;
        Assert.IsType<SourceReading.Unchanged>(await Read(revision));
    }

    [Fact]
    public async Task A_change_is_read_with_a_new_revision()
    {
        Put("one");
        var first = Assert.IsType<SourceReading.Fetched>(await Read());
        Put("two");
        var second = Assert.IsType<SourceReading.Fetched>(await Read(first.Revision));
        Assert.Equal("two", second.Markdown);
        Assert.NotEqual(first.Revision, second.Revision);
    }

    [Theory]
    [InlineData(""), InlineData("garbage"), InlineData("etag:not a tag"), InlineData("modified:yesterday"), InlineData("sha256:"), InlineData("etag:\"\r\nEvil: yes\"")]
    public async Task A_revision_that_nobody_gave_is_ignored(string revision)
    {
        Put("text");
        Assert.IsType<SourceReading.Fetched>(await Read(revision));
    }

    [Fact]
    public async Task A_byte_order_mark_is_not_text()
    {
        Put([0xEF, 0xBB, 0xBF, (byte)'a']);
        Assert.Equal("a", Assert.IsType<SourceReading.Fetched>(await Read()).Markdown);
        Put([0xFF, 0xFE, (byte)'b', 0]);
        Assert.Equal("b", Assert.IsType<SourceReading.Fetched>(await Read()).Markdown);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 }), InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 0 }), InlineData(new byte[] { 0xFF, 0xFE, 0, 0xD8 }), InlineData(new byte[] { (byte)'a', 0 })]
    public async Task What_is_no_text_is_refused(byte[] document)
    {
        Put(document);
        Assert.Equal("source.not-text", Assert.IsType<SourceReading.Refused>(await Read()).Code);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        Put(new string('a', 10 * 1024 * 1024));
        Assert.IsType<SourceReading.Fetched>(await Read());
        Put(new string('a', 10 * 1024 * 1024 + 1));
        Assert.EndsWith(".too-large", Assert.IsType<SourceReading.Refused>(await Read()).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_refused_with_a_sentence()
    {
        Remove();
        var refused = Assert.IsType<SourceReading.Refused>(await Read("sha256:abc"));
        Assert.Equal("source.not-found", refused.Code);
        Assert.EndsWith(".", refused.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""), InlineData("../../etc/passwd"), InlineData("\0"), InlineData("file:///etc/passwd"), InlineData("https://user:password@example.com/"), InlineData("/"), InlineData("C:\\Windows")]
    public async Task An_address_outside_what_is_allowed_is_refused(string address) =>
        Assert.IsType<SourceReading.Refused>(await Source.ReadAsync(address, null, SourceVisit.Plain, Ct));

    [Fact]
    public async Task A_caller_that_gives_up_is_heard()
    {
        Put("text");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Source.ReadAsync(Address, null, SourceVisit.Plain, new(canceled: true)));
    }
}
