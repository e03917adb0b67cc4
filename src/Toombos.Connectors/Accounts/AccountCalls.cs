using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Accounts;

/// <summary>Speaks OAuth 2 with the services that accounts are connected at. What they say is told without any secret.</summary>
public sealed class AccountCalls(OutboundHttp http, TimeProvider time)
{
    const int LongestToken = 4000;

    /// <summary>Where the person consents.</summary>
    /// <param name="challenge">SHA-256 of the verifier, Base64url.</param>
    public static string ConsentAddress(AccountProvider provider, AccountApp app, string redirect, string state, string challenge)
    {
        var query = new List<KeyValuePair<string, string>> { new("response_type", "code"), new("client_id", app.ClientId), new("redirect_uri", redirect), new("state", state) };
        if (provider.Scopes.Count > 0) query.Add(new("scope", string.Join(provider.ScopeSeparator ?? " ", provider.Scopes.Select(s => s.Scope))));
        if (provider.Pkce) query.AddRange([new("code_challenge", challenge), new("code_challenge_method", "S256")]);
        query.AddRange(provider.Extra ?? new Dictionary<string, string>());
        return $"{provider.AuthorizeAddress}?{string.Join('&', query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"))}";
    }

    /// <summary>Trades the code that a consent gave for tokens.</summary>
    public async Task<TokenAnswer> TradeAsync(AccountProvider provider, AccountApp app, string code, string verifier, string redirect, CancellationToken ct)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect };
        if (provider.Pkce) fields["code_verifier"] = verifier;
        var answer = await AskAsync(provider, app, fields, [code, verifier], ct);
        if (answer is not TokenAnswer.Granted brief || provider.Exchange is not { } exchange) return answer;
        return await ExchangeAsync(provider, exchange.Address, new() { ["grant_type"] = exchange.Grant, [exchange.Field] = brief.Access, ["client_id"] = app.ClientId, ["client_secret"] = app.ClientSecret ?? "" }, ct);
    }

    /// <summary>A new access token. Of services whose refresh tokens are good once, no two may ask with the same one.</summary>
    public Task<TokenAnswer> RenewAsync(AccountProvider provider, AccountApp app, string refresh, CancellationToken ct) =>
        provider.Exchange is { RenewAddress: { } address } exchange ? ExchangeAsync(provider, address, new() { ["grant_type"] = exchange.RenewGrant!, [exchange.Field] = refresh }, ct)
            : AskAsync(provider, app, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh }, [refresh], ct);

    /// <summary>A token of weeks for another token. Where it can be traded again it stands for itself as what renews it. The old one stays good, so a lost answer is no harm.</summary>
    async Task<TokenAnswer> ExchangeAsync(AccountProvider provider, string address, Dictionary<string, string> fields, CancellationToken ct)
    {
        var answer = await http.CallAsync($"{address}?{string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}", prepare: headers => Prepare(headers, provider, null), ct: ct);
        return answer switch
        {
            HttpAnswer.Answered answered => Of(provider, answered, [.. fields.Values]) switch
            {
                TokenAnswer.Granted granted => granted with { Refresh = provider.Exchange!.RenewAddress is null ? null : granted.Access },
                var refusal => refusal,
            },
            HttpAnswer.Refused refused => new TokenAnswer.Later(refused.Sentence),
            HttpAnswer.Unreachable away => new TokenAnswer.Later($"{provider.Name} can't be reached. {away.Sentence}"),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    /// <summary>An access token for a service account, against a statement signed with its key.</summary>
    public Task<TokenAnswer> SignInAsync(AccountProvider provider, ServiceAccountKey key, CancellationToken ct) => AskAsync(provider, null, new()
    {
        ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer", ["assertion"] = key.Sign(provider.TokenAddress!, provider.Scopes.Select(s => s.Scope), time.GetUtcNow()),
    }, [], ct);

    /// <summary>Tells the service that the token is no longer used. False when it did not confirm that.</summary>
    public async Task<bool> RevokeAsync(AccountProvider provider, AccountApp app, string token, CancellationToken ct)
    {
        if (provider.RevokeAddress is not { } address) return false;
        using var body = Body(provider, app, new() { ["token"] = token });
        return await http.CallAsync(address, body, headers => Prepare(headers, provider, app), ct: ct) is HttpAnswer.Answered { Status: >= 200 and < 300 };
    }

    /// <summary>Whose account the token opens.</summary>
    public async Task<AccountIdentity> WhoAsync(AccountProvider provider, string token, CancellationToken ct)
    {
        var answer = await http.CallAsync(provider.Who.Address, prepare: headers =>
        {
            Prepare(headers, provider, null);
            headers.Authorization = new("Bearer", token);
        }, ct: ct);
        return answer switch
        {
            HttpAnswer.Answered { Status: 200 } good when JsonPath.Object(good.Body) is { } json => new(
                Short(json.Text(provider.Who.Id)), provider.Who.Named.Select(name => Short(json.Text(name))).FirstOrDefault(name => name is not null)),
            HttpAnswer.Answered { Status: 401 } => new(null, null, true, $"{provider.Name} does not accept the token. It was withdrawn, has ended, or was copied incompletely."),
            HttpAnswer.Answered { Status: 403 } => new(null, null, false, $"{provider.Name} does not let this token tell whose it is. Its permissions are too narrow."),
            HttpAnswer.Answered other => new(null, null, false, $"{provider.Name} answered with status {other.Status}. Try again later."),
            HttpAnswer.Refused refused => new(null, null, false, refused.Sentence),
            HttpAnswer.Unreachable away => new(null, null, false, $"{provider.Name} did not answer. {away.Sentence}"),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    async Task<TokenAnswer> AskAsync(AccountProvider provider, AccountApp? app, Dictionary<string, string> fields, string[] secrets, CancellationToken ct)
    {
        using var body = Body(provider, app, fields);
        var answer = await http.CallAsync(provider.TokenAddress!, body, headers => Prepare(headers, provider, app), ct: ct);
        return answer switch
        {
            HttpAnswer.Answered answered => Of(provider, answered, [.. secrets, app?.ClientSecret ?? ""]),
            HttpAnswer.Refused refused => new TokenAnswer.Later(refused.Sentence),
            HttpAnswer.Unreachable away when body.Left => new TokenAnswer.Unclear($"{provider.Name} took the question, but its answer was lost. {away.Sentence}"),
            HttpAnswer.Unreachable away => new TokenAnswer.Later($"{provider.Name} can't be reached. {away.Sentence}"),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    static TokenAnswer Of(AccountProvider provider, HttpAnswer.Answered answered, string[] secrets)
    {
        var json = JsonPath.Object(answered.Body);
        // Some services say no with a status of success.
        if (answered.Status is >= 200 and < 300 && json?.Text("access_token") is { Length: > 0 and <= LongestToken } access) return Granted(json.Value, access);
        if (answered.Status is 408 or 425 or 429) return new TokenAnswer.Later($"{provider.Name} takes no more questions just now.", answered.RetryAfter);
        // A server in trouble may have done what it was asked before it fell over.
        if (answered.Status >= 500) return new TokenAnswer.Unclear($"{provider.Name} is in trouble itself (status {answered.Status}).");
        var error = json?.Text("error");
        // Meta says what is wrong within an object, and more than one name of it.
        var more = json?.Text("error_description") ?? json?.Text("error.message") ?? json?.Text("error_message");
        var said = SaidText.Of(error is null ? more : more is null ? error : $"{error}: {more}", secrets);
        var quote = said is null ? $"It answered with status {answered.Status}." : $"It says: “{said}”.";
        return error switch
        {
            "invalid_client" or "unauthorized_client" => new TokenAnswer.Misregistered($"{provider.Name} does not accept the app that is registered there. Check client id and client secret. {quote}"),
            "redirect_uri_mismatch" => new TokenAnswer.Misregistered($"{provider.Name} does not know the address to come back to. Enter it there exactly as it is shown here. {quote}"),
            "temporarily_unavailable" or "slow_down" => new TokenAnswer.Later($"{provider.Name} takes no more questions just now. {quote}", answered.RetryAfter),
            _ when answered.Status == 401 && error is null => new TokenAnswer.Misregistered($"{provider.Name} does not accept client id and client secret. {quote}"),
            _ when answered.Status is >= 200 and < 400 => new TokenAnswer.Unclear($"{provider.Name} gave an answer that can't be read."),
            _ => new TokenAnswer.Refused($"{provider.Name} does not accept the consent any more. {quote}"),
        };
    }

    static TokenAnswer.Granted Granted(JsonElement json, string access) => new(
        access,
        json.Text("refresh_token") is { Length: > 0 and <= LongestToken } refresh ? refresh : null,
        Life(json.Number("expires_in")),
        Life(json.Number("refresh_token_expires_in")),
        json.Text("scope") is { Length: > 0 } scopes ? scopes.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) : null);

    // Nonsense is no life; more than ten years is for ever.
    static TimeSpan? Life(double? seconds) => seconds is > 0 and < 315_360_000 ? TimeSpan.FromSeconds(seconds.Value) : null;

    static NotedBody Body(AccountProvider provider, AccountApp? app, Dictionary<string, string> fields)
    {
        if (app is not null && !provider.Basic)
        {
            fields["client_id"] = app.ClientId;
            if (app.ClientSecret is { } secret) fields["client_secret"] = secret;
        }
        else if (app is { ClientSecret: null })
        {
            fields["client_id"] = app.ClientId;
        }
        return provider.Json
            ? new(Encoding.UTF8.GetBytes(new JsonObject([.. fields.Select(f => new KeyValuePair<string, JsonNode?>(f.Key, f.Value))]).ToJsonString()), "application/json")
            : new(Encoding.ASCII.GetBytes(string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))), "application/x-www-form-urlencoded");
    }

    static void Prepare(HttpRequestHeaders headers, AccountProvider provider, AccountApp? app)
    {
        headers.Accept.ParseAdd("application/json");
        foreach (var (name, value) in provider.Headers ?? new Dictionary<string, string>()) headers.TryAddWithoutValidation(name, value);
        if (provider.Basic && app is { ClientSecret: { } secret })
            headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(app.ClientId)}:{Uri.EscapeDataString(secret)}")));
    }

    static string? Short(string? text) => SaidText.Of(text) is { } line ? line[..Math.Min(line.Length, 200)] : null;
}
