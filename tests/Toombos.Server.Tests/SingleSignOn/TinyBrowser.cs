using System.Net;
using System.Text.RegularExpressions;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>As much of a browser as the provider's pages need: follows redirects, keeps cookies, fills in the one form.</summary>
static partial class TinyBrowser
{
    const int MostSteps = 20;

    /// <summary>Signs in at the provider as whoever the test wants to be.</summary>
    /// <returns>The address that the provider sends the browser back to.</returns>
    public static async Task<Uri> SignInAsync(string address, string login)
    {
        var ct = TestContext.Current.CancellationToken;
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var (next, form) = (new Uri(address), default(Dictionary<string, string>));
        for (var step = 0; step < MostSteps; step++)
        {
            using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, next) { Content = form is null ? null : new FormUrlEncodedContent(form) };
            using var answer = await http.SendAsync(request, ct);
            if (answer.Headers.Location is { } location)
            {
                (next, form) = (new Uri(next, location), null);
                if (next.ToString().StartsWith(IssuerProcess.PublicAddress, StringComparison.Ordinal)) return next;
                continue;
            }
            var page = await answer.Content.ReadAsStringAsync(ct);
            Assert.True(answer.IsSuccessStatusCode, page);
            next = new Uri(next, WebUtility.HtmlDecode(Form().Match(page).Groups["address"].Value));
            form = Hidden().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
            if (page.Contains("name=\"login\"", StringComparison.Ordinal)) (form["login"], form["password"]) = (login, "any");
        }
        throw new InvalidOperationException("The provider's pages never end.");
    }

    [GeneratedRegex("<form[^>]* action=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
