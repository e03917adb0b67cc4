using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Tests.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Sources;

/// <summary>The exam of sources that are read with an account: what the service says, and what becomes of it.</summary>
public abstract class AccountSourceContract : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal AccountSink Sink { get; private set; } = null!;
    internal ISource Source { get; private set; } = null!;
    internal SourceAccount Account { get; private set; } = null!;

    /// <summary>Answers with a status instead of the document.</summary>
    protected (int Status, string? Body, string? RetryAfter)? Fault { get; set; }

    protected abstract string Kind { get; }
    protected abstract string Address { get; }

    /// <summary>Keeps a document with this paragraph.</summary>
    protected abstract void Put(string paragraph);
    protected abstract Task AnswerAsync(HttpContext context);

    public async ValueTask InitializeAsync()
    {
        Sink = await AccountSink.StartAsync();
        Sink.Else = context =>
        {
            if (Fault is not { } fault) return AnswerAsync(context);
            context.Response.StatusCode = fault.Status;
            if (fault.RetryAfter is { } wait) context.Response.Headers.RetryAfter = wait;
            return context.Response.WriteAsync(fault.Body ?? "{}");
        };
        Account = new(Guid.NewGuid(), Sink.Make());
        Source = Connected.To(new()
        {
            ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["GoogleDocs:ApiAddress"] = Sink.Address, ["GoogleDocs:ExportAddress"] = Sink.Address, ["GoogleDocs:DriveAddress"] = Sink.Address + "/drive", ["Notion:ApiAddress"] = Sink.Address, ["Notion:RequestsPerSecond"] = "1000",
        }).GetServices<ISource>().Single(s => s.Kind == Kind);
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal Task<SourceReading> ReadAsync(string? revision = null) => Source.ReadAsync(Address, revision, new() { Account = Account }, Ct);

    internal async Task<SourceReading.Fetched> FetchAsync(string? revision = null) => Assert.IsType<SourceReading.Fetched>(await ReadAsync(revision));

    [Fact]
    public async Task What_has_not_changed_is_not_read_again_and_a_change_is()
    {
        Put("The ferry sails at nine.");
        var first = await FetchAsync();
        Assert.Contains("The ferry sails at nine.", first.Markdown, StringComparison.Ordinal);
        Assert.IsType<SourceReading.Unchanged>(await ReadAsync(first.Revision));
        Put("The ferry sails at ten.");
        var second = await FetchAsync(first.Revision);
        Assert.Contains("at ten", second.Markdown, StringComparison.Ordinal);
        Assert.NotEqual(first.Revision, second.Revision);
        Assert.True(second.Revision.Length <= 500);
    }

    [Theory]
    [InlineData(""), InlineData("garbage"), InlineData("google:"), InlineData("notion:"), InlineData("notion-rows:\r\n"), InlineData("sha256:")]
    public async Task A_revision_that_nobody_gave_is_ignored(string revision)
    {
        Put("text");
        await FetchAsync(revision);
    }

    [Theory]
    [InlineData(""), InlineData("../../etc/passwd"), InlineData("\0"), InlineData("https://example.com/document/d/x"), InlineData("https://user:password@docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/"), InlineData("/")]
    public async Task An_address_of_something_else_is_refused_before_anybody_is_asked(string address) =>
        Assert.Equal("address.invalid", Assert.IsType<SourceReading.Refused>(await Source.ReadAsync(address, null, new() { Account = Account }, Ct)).Code);

    [Fact]
    public async Task A_token_that_is_not_accepted_is_told_apart()
    {
        Put("text");
        Sink.Withdraw(Account.Token);
        var refused = Assert.IsType<SourceReading.Refused>(await ReadAsync());
        Assert.Equal(SourceAccount.Rejected, refused.Code);
        Assert.DoesNotContain(Account.Token, refused.Sentence + Account, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "source.forbidden"), InlineData(404, "source.not-found")]
    public async Task What_is_not_shared_is_refused_with_what_to_do(int status, string code)
    {
        Fault = (status, null, null);
        var refused = Assert.IsType<SourceReading.Refused>(await ReadAsync());
        Assert.Equal(code, refused.Code);
        Assert.Matches("share|allow|add the integration", refused.Sentence);
    }

    [Theory]
    [InlineData(429), InlineData(503)]
    public async Task A_busy_service_is_asked_later(int status)
    {
        Fault = (status, null, "120");
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.IsType<SourceReading.Unreachable>(await ReadAsync()).RetryAfter);
    }

    [Fact]
    public async Task An_answer_that_is_none_is_no_document()
    {
        Fault = (200, "<html>", null);
        Assert.IsType<SourceReading.Unreachable>(await ReadAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_heard() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Source.ReadAsync(Address, null, new() { Account = Account }, new(canceled: true)));
}
