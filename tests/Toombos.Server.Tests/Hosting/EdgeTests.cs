using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Tests.Hosting;

/// <summary>What the server believes of a request, and what it tells browsers about itself.</summary>
public sealed class EdgeTests(Hosts hosts)
{
    const string Public = "https://toombos.example";

    static Task<ToombosHost> StartAsync(params (string Name, string? Value)[] settings) => ToombosHost.StartAsync(DatabaseKind.Sqlite, settings.ToDictionary(s => s.Name, s => s.Value));

    static HttpClient Browser(ToombosHost host, string address)
    {
        var http = host.CreateClient(new() { BaseAddress = new(address), AllowAutoRedirect = false, HandleCookies = false });
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return http;
    }

    [Theory]
    [InlineData("/v1/sources")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_headers_that_shut_browsers_in(string path)
    {
        using var http = Browser(await hosts.GetAsync(DatabaseKind.Sqlite), "http://localhost");
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        string Header(string name) => Assert.Single(answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        var policy = Header("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(p => p.Split(' ')[0], p => p);
        Assert.Equal("default-src 'none'", policy["default-src"]);
        Assert.Equal("frame-ancestors 'none'", policy["frame-ancestors"]);
        if (policy.TryGetValue("script-src", out var scripts)) Assert.False(scripts.Contains("unsafe", StringComparison.Ordinal) || scripts.Contains("http", StringComparison.Ordinal), scripts);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/docs/")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    public async Task No_page_has_an_inline_script_without_its_nonce_or_loads_one_from_elsewhere(string path)
    {
        using var http = Browser(await hosts.GetAsync(DatabaseKind.Sqlite), "http://localhost");
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        var (policy, html) = (answer.Headers.GetValues("Content-Security-Policy").Single(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var nonce = policy.Split('\'').FirstOrDefault(p => p.StartsWith("nonce-", StringComparison.Ordinal))?[6..];
        foreach (var tag in html.Split("<script").Skip(1).Select(t => t[..t.IndexOf('>', StringComparison.Ordinal)]))
        {
            if (tag.Contains("src=", StringComparison.Ordinal)) Assert.DoesNotContain("//", tag, StringComparison.Ordinal);
            else Assert.True(nonce is not null && tag.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal), tag);
        }
        Assert.DoesNotContain(" onclick=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Behind_https_cookies_belong_to_this_host_alone_and_browsers_never_come_by_http()
    {
        await using var host = await StartAsync(("Identity:PublicAddress", Public));
        using var http = Browser(host, Public);
        using var answer = await http.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        Assert.Equal("max-age=63072000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
        var form = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-toombos-form=", form, StringComparison.Ordinal);
        Assert.All(["; path=/", "; secure", "; httponly", "; samesite=strict"], part => Assert.Contains(part, form, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain=", form, StringComparison.OrdinalIgnoreCase);

        var session = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("dashboard").Cookie;
        Assert.Equal(("__Host-toombos-session", true, CookieSecurePolicy.Always, SameSiteMode.Lax, "/", null), (session.Name, session.HttpOnly, session.SecurePolicy, session.SameSite, session.Path, session.Domain));
    }

    [Fact]
    public async Task On_ones_own_machine_cookies_have_plain_names()
    {
        using var http = Browser(await hosts.GetAsync(DatabaseKind.Sqlite), "http://localhost");
        using var answer = await http.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        Assert.StartsWith("toombos-form=", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("toombos.example.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("10.1.2.3", HttpStatusCode.MisdirectedRequest)]
    [InlineData("toombos.example", HttpStatusCode.OK)]
    [InlineData("TOOMBOS.example:8443", HttpStatusCode.OK)]
    [InlineData("node-1", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8000", HttpStatusCode.OK)]
    public async Task A_name_that_nobody_gave_the_server_is_not_answered(string name, HttpStatusCode status)
    {
        await using var host = await StartAsync(("Identity:PublicAddress", Public), ("Server:Hosts:0", "node-1"));
        using var http = host.CreateClient();
        foreach (var (path, expected) in new[] { ("/v1/accounts/options", status), ("/health/live", HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = name;
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Links_in_mails_lead_to_the_public_address_whatever_the_request_says()
    {
        await using var host = await StartAsync(("Identity:PublicAddress", Public), ("Server:Hosts:0", "evil.example"));
        using var http = host.CreateClient(new() { BaseAddress = new("http://evil.example") });
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        var email = TestPeople.NewEmail();
        await new Toombos.Client.ToombosClient(http).Accounts.ForgotPasswordAsync(new() { Email = email }, TestContext.Current.CancellationToken);
        await new Toombos.Client.ToombosClient(http).Accounts.SignUpAsync(new() { Name = "Ada", Email = email, Password = TestPeople.Password, TermsVersion = "2026-11" }, TestContext.Current.CancellationToken);
        var mail = await host.MailToAsync(email, "/verify/");
        Assert.Contains($"{Public}/verify/", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")] // nobody trusts that one
    [InlineData("127.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.9.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.8.4.2", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.8.4.2", "1.2.3.4, 198.51.100.1, 10.9.0.1", "198.51.100.1")] // what the stranger wrote itself stands further left
    [InlineData("10.9.0.2", "198.51.100.1", "10.9.0.2")]
    public async Task A_callers_address_is_believed_only_of_proxies_that_the_operator_trusts(string connection, string forwarded, string believed)
    {
        await using var host = await StartAsync(("Server:TrustedProxies:0", "10.9.0.1"), ("Server:TrustedNetworks:0", "10.8.0.0/16"));
        var context = await host.Server.SendAsync(request =>
        {
            request.Connection.RemoteIpAddress = IPAddress.Parse(connection);
            request.Request.Path = "/health/live";
            request.Request.Headers["X-Forwarded-For"] = forwarded;
            request.Request.Headers["X-Forwarded-Proto"] = "https";
        }, TestContext.Current.CancellationToken);
        Assert.Equal(IPAddress.Parse(believed), context.Connection.RemoteIpAddress);
        Assert.Equal(connection != believed, context.Request.IsHttps);
    }

    [Theory]
    [InlineData("the proxy", "10.0.0.0/8", false)]
    [InlineData("10.9.0.1", "10.0.0.0 to 10.9.9.9", false)]
    [InlineData("10.9.0.1", "10.0.0.0/8", true)]
    public void What_is_no_proxy_or_network_stops_the_start(string proxy, string network, bool fine) =>
        Assert.Equal(fine, !new EdgeOptionsValidator().Validate(null, new() { TrustedProxies = { proxy }, TrustedNetworks = { network } }).Failed);
}
