using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Url;
using Toombos.Connectors.Tests.Http;

namespace Toombos.Connectors.Tests.Sources;

public sealed class UrlSourceTests : SourceContract, IAsyncLifetime
{
    readonly UrlSource source = new(Connected.Http());
    Site? site;
    byte[]? document;
    string? contentType = "text/markdown; charset=utf-8";
    Action<HttpContext>? also;
    readonly List<string> conditions = [];

    internal override ISource Source => source;
    protected override string Address => site!.Address + "/news.md";
    protected override void Put(byte[] document) => this.document = document;
    protected override void Remove() => document = null;

    public async ValueTask InitializeAsync() => site = await Site.StartAsync(AnswerAsync);

    public ValueTask DisposeAsync() => site!.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        conditions.Add(context.Request.Headers.IfNoneMatch + context.Request.Headers.IfModifiedSince);
        context.Response.ContentType = contentType;
        also?.Invoke(context);
        if (document is null) context.Response.StatusCode = 404;
        else if (context.Response.StatusCode == 200) await context.Response.Body.WriteAsync(document);
    }

    [Fact]
    public async Task An_unchanged_document_is_not_sent_again()
    {
        document = "text"u8.ToArray();
        also = context =>
        {
            var tag = $"\"{Convert.ToHexString(SHA256.HashData(document!))}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag) context.Response.StatusCode = 304;
        };
        var revision = Assert.IsType<SourceReading.Fetched>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Revision;
        Assert.IsType<SourceReading.Unchanged>(await source.ReadAsync(Address, revision, SourceVisit.Plain, Ct));
        Assert.Equal(["", $"\"{Convert.ToHexString(SHA256.HashData(document))}\""], conditions);
    }

    [Fact]
    public async Task A_host_without_tags_is_asked_by_date()
    {
        document = "text"u8.ToArray();
        also = context =>
        {
            context.Response.Headers.LastModified = "Mon, 02 Nov 2026 08:00:00 GMT";
            if (context.Request.Headers.IfModifiedSince.Count > 0) context.Response.StatusCode = 304;
        };
        var revision = Assert.IsType<SourceReading.Fetched>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Revision;
        Assert.IsType<SourceReading.Unchanged>(await source.ReadAsync(Address, revision, SourceVisit.Plain, Ct));
        Assert.Equal(["", "Mon, 02 Nov 2026 08:00:00 GMT"], conditions);
    }

    [Theory]
    [InlineData("text/markdown"), InlineData("text/x-markdown; charset=\"UTF-8\""), InlineData("text/plain;charset=us-ascii"), InlineData("application/octet-stream"), InlineData(null), InlineData("nonsense")]
    public async Task Markdown_comes_under_many_types(string? type)
    {
        contentType = type;
        document = "# News"u8.ToArray();
        Assert.IsType<SourceReading.Fetched>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct));
    }

    [Theory]
    [InlineData("text/html", "<p>News"), InlineData("application/xhtml+xml; charset=utf-8", "<p>"), InlineData("text/plain", "\n <!DOCTYPE html><html>"), InlineData("application/octet-stream", "<HTML lang=en>")]
    public async Task A_web_page_is_refused_with_the_way_out(string type, string body)
    {
        contentType = type;
        document = System.Text.Encoding.UTF8.GetBytes(body);
        var refused = Assert.IsType<SourceReading.Refused>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct));
        Assert.Equal("source.web-page", refused.Code);
        Assert.Contains("web page", refused.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/pdf"), InlineData("image/png"), InlineData("application/json")]
    public async Task Other_types_are_refused(string type)
    {
        contentType = type;
        document = "a"u8.ToArray();
        Assert.Equal("source.type", Assert.IsType<SourceReading.Refused>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Code);
    }

    [Fact]
    public async Task A_declared_alphabet_is_obeyed()
    {
        contentType = "text/plain; charset=iso-8859-1";
        document = [(byte)'G', 0xFC];
        Assert.Equal("Gü", Assert.IsType<SourceReading.Fetched>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Markdown);
    }

    [Theory]
    [InlineData(401, "source.forbidden"), InlineData(403, "source.forbidden"), InlineData(410, "source.not-found"), InlineData(304, "source.unexpected-answer"), InlineData(418, "source.unexpected-answer")]
    public async Task A_refusing_host_is_a_refusal(int status, string code)
    {
        document = [];
        also = context => context.Response.StatusCode = status;
        Assert.Equal(code, Assert.IsType<SourceReading.Refused>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).Code);
    }

    [Theory]
    [InlineData(429), InlineData(500), InlineData(503)]
    public async Task A_host_in_trouble_is_unreachable_for_as_long_as_it_says(int status)
    {
        document = [];
        also = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "30";
        };
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<SourceReading.Unreachable>(await source.ReadAsync(Address, null, SourceVisit.Plain, Ct)).RetryAfter);
    }
}
