using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Http;

/// <summary>Other sides that are slow, endless, broken or malicious.</summary>
public sealed class OutboundHttpTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_read_with_what_it_says_of_itself()
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.ContentType = "text/markdown; charset=utf-8";
            context.Response.Headers.ETag = "\"v1\"";
            return context.Response.WriteAsync("# Hello");
        });
        var answer = Assert.IsType<HttpAnswer.Answered>(await Connected.Http().GetAsync(site.Address, ct: Ct));
        Assert.Equal((200, "# Hello", "\"v1\"", "text/markdown"), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span), answer.ETag, answer.ContentType?.MediaType));
    }

    [Fact]
    public async Task Nothing_of_ours_goes_along()
    {
        string[] sent = [];
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.Cookies.Append("track", "me");
            sent = [.. context.Request.Headers.Keys];
            return Task.CompletedTask;
        });
        var http = Connected.Http();
        await http.GetAsync(site.Address, ct: Ct);
        await http.GetAsync(site.Address, ct: Ct);
        Assert.Equal(2, site.Requests);
        Assert.Equal(["Accept-Encoding", "Host", "User-Agent"], sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Redirects_are_followed_to_the_end()
    {
        await using var site = await Site.StartAsync(context =>
        {
            if (context.Request.Path == "/5") return context.Response.WriteAsync("end");
            var step = context.Request.Path.Value!.Length > 1 ? context.Request.Path.Value[1] - '0' : 0;
            context.Response.StatusCode = step % 2 == 0 ? 301 : 308;
            context.Response.Headers.Location = $"/{step + 1}";
            return Task.CompletedTask;
        });
        Assert.Equal("end"u8.ToArray(), Assert.IsType<HttpAnswer.Answered>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Body.ToArray());
        Assert.Equal(6, site.Requests);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends_after_five()
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        Assert.Equal("address.redirects", Assert.IsType<HttpAnswer.Refused>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Code);
        Assert.Equal(6, site.Requests);
    }

    [Theory]
    [InlineData("http://localhost/", "address.private"), InlineData("http://169.254.169.254/latest/", "address.private"), InlineData("//[::1]/", "address.private")]
    [InlineData("file:///etc/passwd", "address.scheme"), InlineData("http://user:secret@example.com/", "address.credentials"), InlineData("http://example.com:22/", "address.port")]
    public async Task A_redirect_is_judged_like_any_address(string location, string code)
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        Assert.Equal(code, Assert.IsType<HttpAnswer.Refused>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Code);
    }

    [Fact]
    public async Task An_announced_size_over_the_limit_is_refused_unread()
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.ContentLength = 11 * 1024 * 1024;
            return context.Response.StartAsync();
        });
        Assert.Equal("answer.too-large", Assert.IsType<HttpAnswer.Refused>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Code);
    }

    [Fact]
    public async Task An_endless_answer_is_refused_at_the_limit()
    {
        await using var site = await Site.StartAsync(async context =>
        {
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk);
        });
        Assert.Equal("answer.too-large", Assert.IsType<HttpAnswer.Refused>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Code);
    }

    [Theory]
    [InlineData(1024, true), InlineData(1025, false)]
    public async Task The_limit_is_exact(int size, bool fits)
    {
        await using var site = await Site.StartAsync(context => context.Response.Body.WriteAsync(new byte[size]).AsTask());
        Assert.Equal(fits, await Connected.Http(maxBytes: 1024).GetAsync(site.Address, ct: Ct) is HttpAnswer.Answered);
    }

    [Theory]
    [InlineData("gzip"), InlineData("br"), InlineData("deflate")]
    public async Task A_decompression_bomb_is_refused(string encoding)
    {
        using var bomb = new MemoryStream();
        await using (var packer = Packer(bomb, encoding))
        {
            var megabyte = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) await packer.WriteAsync(megabyte, Ct);
        }
        Assert.InRange(bomb.Length, 1, 1024 * 1024);
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            return context.Response.Body.WriteAsync(bomb.ToArray()).AsTask();
        });
        Assert.Equal("answer.too-large", Assert.IsType<HttpAnswer.Refused>(await Connected.Http().GetAsync(site.Address, ct: Ct)).Code);
    }

    [Fact]
    public async Task A_damaged_compression_is_unreachable()
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("not gzip at all");
        });
        Assert.IsType<HttpAnswer.Unreachable>(await Connected.Http().GetAsync(site.Address, ct: Ct));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_unreachable()
    {
        await using var site = await Site.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.IsType<HttpAnswer.Unreachable>(await Connected.Http().GetAsync(site.Address, ct: Ct));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_silent_host_is_given_up_after_ten_seconds(bool afterHeaders)
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var site = await Site.StartAsync(async context =>
        {
            if (afterHeaders) await context.Response.WriteAsync("so far");
            await context.Response.Body.FlushAsync();
            asked.SetResult();
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        var answer = Connected.Http(time).GetAsync(site.Address, ct: Ct);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("10 seconds", Assert.IsType<HttpAnswer.Unreachable>(await answer).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        using var impatient = new CancellationTokenSource();
        await using var site = await Site.StartAsync(_ => impatient.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connected.Http().GetAsync(site.Address, ct: impatient.Token));
    }

    [Fact]
    public async Task A_closed_port_and_an_unknown_name_are_unreachable()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.IsType<HttpAnswer.Unreachable>(await Connected.Http().GetAsync($"http://127.0.0.1:{port}/", ct: Ct));
        Assert.IsType<HttpAnswer.Unreachable>(await Connected.Http().GetAsync("http://no-such-host.invalid/", ct: Ct));
    }

    [Theory]
    [InlineData("120", 120), InlineData("0", 0), InlineData("99999999", 86_400), InlineData("Sat, 01 Jan 2000 00:00:00 GMT", 0), InlineData("Sat, 01 Jan 2000 01:00:00 GMT", 3600)]
    public async Task A_wish_to_wait_is_heard_within_reason(string header, int seconds)
    {
        await using var site = await Site.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        var time = new FakeTimeProvider(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<HttpAnswer.Answered>(await Connected.Http(time).GetAsync(site.Address, ct: Ct)).RetryAfter);
    }

    [Theory]
    [InlineData("OutboundHttp:TimeoutSeconds", "0"), InlineData("OutboundHttp:MaxBytes", "-1"), InlineData("OutboundHttp:MaxRedirects", "1000")]
    public void Impossible_limits_are_refused(string setting, string value)
    {
        using var provider = Connected.To(new() { [setting] = value });
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<OutboundHttp>);
    }

    static Stream Packer(Stream into, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
        "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
        _ => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
    };

    [Fact]
    public async Task The_beginning_of_what_breaks_off_is_kept()
    {
        await using var broken = new BrokenStream("beginning"u8.ToArray());
        Assert.Equal("beginning"u8.ToArray(), (await BoundedBody.BeginningAsync(broken, 100, TestContext.Current.CancellationToken)).ToArray());
        Assert.Equal("begin"u8.ToArray(), (await BoundedBody.BeginningAsync(new MemoryStream("beginning"u8.ToArray()), 5, TestContext.Current.CancellationToken)).ToArray());
    }

    sealed class BrokenStream(byte[] beginning) : MemoryStream(beginning)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("broken off");
    }
}
