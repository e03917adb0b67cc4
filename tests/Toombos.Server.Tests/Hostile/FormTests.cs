using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Hostile;

/// <summary>Other sites can neither post to the dashboard in a person's name nor have people sent on to themselves. All of its addresses are asked, whichever there are.</summary>
public sealed class FormTests(Hosts hosts)
{
    static readonly string[] Elsewhere = ["https://evil.example/", "//evil.example", "/\\evil.example", "/%2f/evil.example", "https:evil.example"];

    /// <summary>What programs call stands apart: nobody is signed in there, and the address is the secret.</summary>
    static IReadOnlyList<RouteEndpoint> PagesOf(ToombosHost host, string method) =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e =>
            e.RoutePattern.RawText is { } route && !route.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal) && !route.Contains("_blazor", StringComparison.Ordinal) && !route.Contains("_framework", StringComparison.Ordinal)
            && !route.StartsWith("/hooks/", StringComparison.Ordinal) && !route.StartsWith("/hubs/", StringComparison.Ordinal) && !route.Contains("_content", StringComparison.Ordinal) && !route.StartsWith("/docs", StringComparison.Ordinal) && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) == true)];

    static string AddressOf(RouteEndpoint page) => "/" + string.Join('/', page.RoutePattern.PathSegments.Select(s => s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : Guid.NewGuid().ToString()));

    /// <summary>The cookie of somebody signed in, as their browser would send it along with another site's form were it not for SameSite.</summary>
    static string CookieOf(ToombosHost host, string token)
    {
        var options = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("dashboard");
        var person = new ClaimsPrincipal(new ClaimsIdentity([new("toombos:key", token), new("toombos:workspace", ""), new(ClaimTypes.Name, "Ada")], "dashboard"));
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(new AuthenticationTicket(person, new() { ExpiresUtc = DateTimeOffset.MaxValue }, "dashboard"))}";
    }

    [Fact]
    public async Task Every_form_without_its_token_is_refused_and_nobody_is_signed_in_or_out_by_it()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync(kind: Client.Access.SessionKind.Dashboard);
        using var http = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var posts = PagesOf(host, "POST");
        Assert.NotEmpty(posts);
        foreach (var page in posts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(page)) { Content = new FormUrlEncodedContent([new("token", new string('a', 64)), new("email", person.Email), new("password", person.Password), new("_handler", "x")]) };
            request.Headers.Add("Cookie", CookieOf(host, person.Session.SessionToken!));
            request.Headers.Add("Origin", "https://evil.example");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"POST {AddressOf(page)} answered {(int)answer.StatusCode}");
            Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.Contains("session", StringComparison.Ordinal)), $"POST {AddressOf(page)} changed who is signed in.");
        }
        await person.Client.Accounts.GetMeAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    public async Task The_live_connection_is_opened_by_our_own_pages_only(string origin, HttpStatusCode status)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync(kind: Client.Access.SessionKind.Dashboard);
        using var http = host.CreateClient(new() { HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Cookie", CookieOf(host, person.Session.SessionToken!));
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task No_page_sends_anybody_to_another_site()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        using var http = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var pages = PagesOf(host, "GET");
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            foreach (var evil in Elsewhere)
            {
                var names = string.Join('&', new[] { "to", "return", "returnUrl", "ReturnUrl", "next", "url", "redirect_uri" }.Select(name => $"{name}={Uri.EscapeDataString(evil)}"));
                using var answer = await http.GetAsync($"{AddressOf(page)}?{names}", TestContext.Current.CancellationToken);
                if (answer.Headers.Location is { } location)
                    Assert.True(!location.IsAbsoluteUri ? location.OriginalString.StartsWith('/') && !location.OriginalString.StartsWith("//", StringComparison.Ordinal) : location.Host == "localhost", $"{page.RoutePattern.RawText} leads to {location}");
                var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotContain("href=\"https://evil.example", html, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("href=\"//evil.example", html, StringComparison.OrdinalIgnoreCase);
            }
        }
    }
}
