using System.Net;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Http;

/// <summary>Everything a tenant may write to get at the operator's own network, and what comes of it.</summary>
public sealed class OutboundAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1/"), InlineData("http://127.1/"), InlineData("http://2130706433/"), InlineData("http://0x7f000001/"), InlineData("http://0x7f.0.0.1/"), InlineData("http://0177.0.0.1/")]
    [InlineData("http://0/"), InlineData("http://0.0.0.0/"), InlineData("http://[::]/"), InlineData("http://[::1]/"), InlineData("http://[::ffff:127.0.0.1]/"), InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/latest/meta-data/"), InlineData("http://169.254.169.254/latest/meta-data/"), InlineData("http://[fd00:ec2::254]/"), InlineData("http://100.100.100.200/")]
    [InlineData("http://[64:ff9b::7f00:1]/"), InlineData("http://[2002:7f00:1::]/"), InlineData("http://10.0.0.1:443/"), InlineData("https://192.168.0.1/"), InlineData("http://[fe80::1]/")]
    [InlineData("http://localhost/"), InlineData("http://LOCALHOST/"), InlineData("http://localhost./"), InlineData("http://①②⑦.⓪.⓪.①/"), InlineData("http://127。0。0。1/"), InlineData("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/")]
    [InlineData("HTTP://127.0.0.1#@example.com/"), InlineData("http://127.0.0.1?@example.com/")]
    public async Task An_address_of_a_private_network_is_refused(string address)
    {
        using var provider = Connected.To([]);
        var refused = Assert.IsType<HttpAnswer.Refused>(await Get(provider, address));
        Assert.Equal("address.private", refused.Code);
    }

    [Theory]
    [InlineData("", "address.invalid"), InlineData("example.com/a.md", "address.invalid"), InlineData("http://", "address.invalid"), InlineData("http://exa mple/", "address.invalid"), InlineData("http://example.com/\n", "address.invalid")]
    [InlineData("http://[::1", "address.invalid"), InlineData("http://127.0.0.1\\@example.com/", "address.invalid"), InlineData("http://%31%32%37.0.0.1/", "address.invalid"), InlineData("http://256.256.256.256.256:99999/", "address.invalid")]
    [InlineData("ftp://example.com/", "address.scheme"), InlineData("file:///etc/passwd", "address.scheme"), InlineData("/etc/passwd", "address.scheme"), InlineData("gopher://example.com/", "address.scheme"), InlineData("javascript:alert(1)", "address.scheme"), InlineData("data:text/plain,a", "address.scheme")]
    [InlineData("http://user@example.com/", "address.credentials"), InlineData("https://user:secret@example.com/", "address.credentials"), InlineData("http://example.com@127.0.0.1/", "address.credentials")]
    [InlineData("http://example.com:22/", "address.port"), InlineData("https://example.com:6379/", "address.port"), InlineData("http://127.0.0.1:5432/", "address.port")]
    public async Task An_address_of_the_wrong_form_is_refused_before_any_call(string address, string code)
    {
        using var provider = Connected.To([]);
        var refused = Assert.IsType<HttpAnswer.Refused>(await Get(provider, address));
        Assert.Equal(code, refused.Code);
        Assert.EndsWith(".", refused.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Judging_an_address_never_fails()
    {
        var addresses = new OutboundAddress(new());
        var text = Gen.OneOf(Gen.String, Gen.String[Gen.Char["htps:/@.[]%\\0123x①。\0\uD800 "], 0, 40].Select(rest => "http://" + rest));
        text.Sample(address =>
        {
            var refusal = addresses.Refusal(address, null, out var uri);
            return refusal is not null || uri is { UserInfo: "", Port: 80 or 443 };
        });
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_the_checked_address_is_called()
    {
        var lookups = 0;
        using var handler = OutboundHttp.CreateHandler(new(), (_, _) =>
        {
            lookups++;
            // A name that changes its mind: public at the first look, private at the second
            return Task.FromResult(new[] { IPAddress.Parse(lookups == 1 ? "10.1.2.3" : "1.1.1.1") });
        });
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://rebinding.example/");
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => invoker.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.IsType<AddressNotPublicException>(failure.InnerException);
        Assert.Equal(1, lookups);
    }

    [Fact]
    public async Task A_host_that_the_operator_allowed_is_reached_by_any_spelling_of_its_name()
    {
        await using var site = await Site.StartAsync(context => context.Response.Body.WriteAsync("ok"u8.ToArray()).AsTask());
        using var provider = Connected.To(new() { ["OutboundHttp:AllowedPrivateHosts:0"] = "LocalHost" });
        var port = new Uri(site.Address).Port;
        Assert.IsType<HttpAnswer.Answered>(await Get(provider, $"http://localhost.:{port}/"));
        Assert.IsType<HttpAnswer.Refused>(await Get(provider, $"http://127.0.0.1:{port}/"));
    }

    [Fact]
    public async Task A_port_can_be_opened_without_opening_private_hosts()
    {
        using var provider = Connected.To(new() { ["OutboundHttp:ExtraPorts:0"] = "8443" });
        Assert.Equal("address.private", Assert.IsType<HttpAnswer.Refused>(await Get(provider, "http://127.0.0.1:8443/")).Code);
        Assert.Equal("address.port", Assert.IsType<HttpAnswer.Refused>(await Get(provider, "http://127.0.0.1:8444/")).Code);
    }

    static Task<HttpAnswer> Get(ServiceProvider provider, string address) =>
        provider.GetRequiredService<OutboundHttp>().GetAsync(address, ct: TestContext.Current.CancellationToken);
}
