using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Toombos.Sinks;

/// <summary>A feed and its hub, as WebSub describes them: a subscription is asked for, asked back, lent for a time, and told of changes signed with its secret.</summary>
public sealed class HubSink : ServiceSink
{
    /// <summary>Subscriptions that were asked back and meant: callback and secret.</summary>
    readonly Dictionary<string, string> _meant = [];

    public List<string> Entries { get; } = ["First"];

    /// <summary>Whether the feed names its hub.</summary>
    public bool Named { get; set; } = true;
    public int Status { get; set; } = 202;
    public long Lease { get; set; } = 864_000;

    /// <summary>Whether subscriptions that were taken are forgotten.</summary>
    public bool Forgets { get; set; }

    /// <summary>What subscriptions were asked for, in order.</summary>
    public List<Dictionary<string, string>> Asked { get; } = [];

    string Topic => Address + "/feed";

    protected override ServiceReply Handle(TakenRequest request)
    {
        if (request.Is("GET", "/feed")) return new(200, $"<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>News</title>{(Named ? $"<atom:link rel='hub' href='{Address}/hub'/><atom:link rel='self' href='{Topic}'/>" : "")}{string.Concat(Entries.Select(e => $"<item><guid isPermaLink='false'>{e}</guid><title>{e}</title><description>The text of {e}.</description></item>"))}</channel></rss>");
        if (!request.Is("POST", "/hub")) return new(404, "");
        Asked.Add(QueryHelpers.ParseQuery(Encoding.ASCII.GetString(request.Body)).ToDictionary(f => f.Key, f => f.Value.ToString()));
        return new(Status, "");
    }

    /// <summary>Asks back whether the last subscription is meant.</summary>
    /// <param name="caller">Reaches the callback.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> AskBackAsync(HttpClient caller, string? topic = null, string mode = "subscribe", string challenge = "challenge-77")
    {
        if (Forgets) return false;
        var asked = Asked[^1];
        var query = $"hub.mode={mode}&hub.topic={Uri.EscapeDataString(topic ?? asked["hub.topic"])}&hub.challenge={challenge}&hub.lease_seconds={Lease.ToString(CultureInfo.InvariantCulture)}&hub.reason=no";
        using var answer = await caller.GetAsync($"{new Uri(asked["hub.callback"]).AbsolutePath}?{query}");
        var meant = answer.IsSuccessStatusCode && await answer.Content.ReadAsStringAsync() == challenge;
        if (meant) _meant[asked["hub.callback"]] = asked["hub.secret"];
        return meant;
    }

    /// <summary>Tells everybody of the feed as it is.</summary>
    public async Task<List<int>> TellAsync(HttpClient caller, string? secret = null, string method = "sha256")
    {
        var statuses = new List<int>();
        foreach (var (callback, own) in _meant)
        {
            var (body, key) = ("<rss>not to be believed</rss>"u8.ToArray(), Encoding.UTF8.GetBytes(secret ?? own));
            var code = CryptographicOperations.HmacData(method == "sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, key, body);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(callback).AbsolutePath) { Content = new ByteArrayContent(body) };
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", $"{method}={Convert.ToHexStringLower(code)}");
            using var answer = await caller.SendAsync(request);
            statuses.Add((int)answer.StatusCode);
        }
        return statuses;
    }
}
