using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Bluesky;

/// <summary>A signed-in account.</summary>
/// <param name="Did">Its lasting name.</param>
/// <param name="Server">Where its posts are kept.</param>
sealed record BlueskySession(string Did, string Handle, string Server, string Access, string Refresh)
{
    public override string ToString() => $"session of {Did}";
}

/// <summary>
/// Sessions of this process. A server lets an account sign in thirty times in five minutes and three hundred times a day, so one session serves many posts and is
/// renewed by its own token. Another process has its own: sessions of one account do not end each other.
/// </summary>
public sealed class BlueskySessions
{
    const int Most = 10_000;

    readonly ConcurrentDictionary<string, BlueskySession> _open = new(StringComparer.Ordinal);

    internal void Forget(BlueskyAccount account) => _open.TryRemove(NameOf(account), out _);

    /// <summary>A session, or why there is none.</summary>
    internal async Task<(BlueskySession? Session, ChannelAnswer? Failure)> OpenAsync(ApiLine line, BlueskyAccount account, CancellationToken ct)
    {
        var name = NameOf(account);
        if (_open.TryGetValue(name, out var known)) return (known, null);
        var signedIn = await line.CallAsync(Call(account, "com.atproto.server.createSession", account.Server).With(new JsonObject { ["identifier"] = account.Handle.TrimStart('@'), ["password"] = account.AppPassword }), ct);
        // Signing in publishes nothing: where its answer is lost, it is done again.
        return signedIn.Good ? Keep(name, account, signedIn) : (null, Refusal(signedIn) is ChannelAnswer.Unclear lost ? new ChannelAnswer.TryLater(ChannelProblem.Transient, lost.Sentence) : Refusal(signedIn));
    }

    /// <summary>Another session in place of one that has run out.</summary>
    internal async Task<(BlueskySession? Session, ChannelAnswer? Failure)> RenewAsync(ApiLine line, BlueskyAccount account, BlueskySession old, CancellationToken ct)
    {
        var name = NameOf(account);
        // Somebody else may have renewed it in between.
        if (_open.TryGetValue(name, out var known) && known.Access != old.Access) return (known, null);
        _open.TryRemove(name, out _);
        var renewed = await line.CallAsync(Call(account, "com.atproto.server.refreshSession", old.Server).With("Authorization", $"Bearer {old.Refresh}"), ct);
        return renewed.Good ? Keep(name, account, renewed) : await OpenAsync(line, account, ct);
    }

    internal static ChannelAnswer Refusal(ApiAnswer answer) => answer.Text("error") switch
    {
        "AuthenticationRequired" or "InvalidCredentials" or "InvalidToken" => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Bluesky does not know this handle with this app password. Make a new app password and enter it.", answer.Said),
        "AuthFactorTokenRequired" => new ChannelAnswer.Rejected(ChannelProblem.Auth, "Bluesky wants a second factor, because this is the account's own password. Enter an app password instead.", answer.Said),
        "AccountTakedown" or "AccountSuspended" or "AccountDeactivated" => new ChannelAnswer.Rejected(ChannelProblem.Permission, "Bluesky has closed this account, or its owner has switched it off. Sign in there to see why.", answer.Said),
        "RateLimitExceeded" => answer.Refusal(null, long.TryParse(answer.Answered!.Header("ratelimit-reset"), out var reset) ? answer.Until(DateTimeOffset.FromUnixTimeSeconds(reset)) : null),
        "BlobTooLarge" => new ChannelAnswer.Rejected(ChannelProblem.Media, "Bluesky takes no picture of this size.", answer.Said),
        _ => answer.Refusal(answer.Text("message") ?? answer.Text("error")),
    };

    static ApiCall Call(BlueskyAccount account, string method, string server) =>
        new("Bluesky", HttpMethod.Post, $"{server.TrimEnd('/')}/xrpc/{method}") { Secrets = [account.AppPassword] };

    (BlueskySession?, ChannelAnswer?) Keep(string name, BlueskyAccount account, ApiAnswer answer)
    {
        if (answer.Text("did") is not { } did || answer.Text("accessJwt") is not { } access || answer.Text("refreshJwt") is not { } refresh)
            return (null, new ChannelAnswer.Rejected(ChannelProblem.Unknown, "This server does not answer like one of the AT Protocol. Look at its address."));
        if (_open.Count >= Most) _open.Clear();
        return (_open[name] = new(did, answer.Text("handle") ?? account.Handle, ServerOf(answer) ?? account.Server.TrimEnd('/'), access, refresh), null);
    }

    /// <summary>Where the account lives, as its document says; the server it signed in at may only pass on.</summary>
    static string? ServerOf(ApiAnswer answer)
    {
        if (answer.Json.ValueKind != JsonValueKind.Object || !answer.Json.TryGetProperty("didDoc", out var document) || document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("service", out var services) || services.ValueKind != JsonValueKind.Array) return null;
        foreach (var service in services.EnumerateArray())
            if (service.TryGetProperty("id", out var id) && id.GetString()?.EndsWith("#atproto_pds", StringComparison.Ordinal) == true && service.TryGetProperty("serviceEndpoint", out var endpoint)) return endpoint.GetString()?.TrimEnd('/');
        return null;
    }

    /// <summary>Of account and secret together: whoever enters another password gets another session.</summary>
    static string NameOf(BlueskyAccount account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Server}\n{account.Handle}\n{account.AppPassword}")));
}
