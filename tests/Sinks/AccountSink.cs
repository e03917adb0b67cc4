using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Toombos.Sinks;

/// <summary>What becomes of the next question for a token.</summary>
public enum TokenFault
{
    None,

    /// <summary>The line is cut before anything is done.</summary>
    CutBefore,

    /// <summary>All is done, and the line is cut before the answer.</summary>
    CutAfter,

    /// <summary>Too many questions.</summary>
    Busy,

    /// <summary>The consent was withdrawn.</summary>
    Withdrawn,

    /// <summary>The program is not accepted.</summary>
    WrongClient,
}

/// <summary>
/// A service with accounts: codes with proof keys, access tokens that end, refresh tokens that are good once and whose second use ends the whole consent.
/// Below other paths it answers as a test wants.
/// </summary>
public sealed class AccountSink : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, (string Challenge, string Redirect)> _codes = new();
    readonly ConcurrentDictionary<string, bool> _refresh = new();
    readonly ConcurrentDictionary<string, bool> _access = new();
    readonly ConcurrentQueue<string> _asked = [];
    int _number;

    AccountSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Grant types that were asked with, and <c>revoke</c>.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];
    public int Renewals => _asked.Count(a => a == "refresh_token");
    public bool Ended { get; private set; }
    public TokenFault Fault { get; set; }
    public int? Life { get; set; } = 3600;
    public bool GivesRefresh { get; set; } = true;
    public string? Scope { get; set; }
    public string Account { get; set; } = "ada@harbour.example";

    /// <summary>Awaited before a renewal is answered.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Answers all other paths, to whoever brings a good token.</summary>
    public Func<HttpContext, Task>? Else { get; set; }

    public static async Task<AccountSink> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var sink = new AccountSink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>What the browser brings back after the person said yes.</summary>
    public string Consent(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        var code = "code-" + Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        _codes[code] = (query.GetValueOrDefault("code_challenge").ToString(), query["redirect_uri"].ToString());
        return $"?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}";
    }

    public void Withdraw(string access) => _access.TryRemove(access, out _);

    /// <summary>All that it gave ends.</summary>
    public void End()
    {
        Ended = true;
        _refresh.Clear();
        _access.Clear();
    }

    /// <summary>A token as it is made at the service to be pasted.</summary>
    public string Make()
    {
        var token = "made-" + Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        _access[token] = true;
        return token;
    }

    Task TakeAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/token" => TokenAsync(context),
        "/revoke" => RevokeAsync(context),
        "/exchange" => ExchangeAsync(context),
        "/who" => Knows(context) ? SayAsync(context, 200, new() { ["sub"] = Account, ["id"] = Account, ["email"] = Account, ["name"] = Account }) : SayAsync(context, 401, new() { ["error"] = "invalid_token" }),
        _ when Else is { } other => Knows(context) || !context.Request.Headers.ContainsKey("Authorization") ? other(context) : SayAsync(context, 401, new() { ["code"] = "unauthorized" }),
        _ => SayAsync(context, 404, []),
    };

    bool Knows(HttpContext context) => context.Request.Headers.Authorization.FirstOrDefault() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) && _access.ContainsKey(header["Bearer ".Length..]);

    async Task TokenAsync(HttpContext context)
    {
        var fields = await FieldsAsync(context);
        var kind = fields.GetValueOrDefault("grant_type", "");
        _asked.Enqueue(kind);
        if (kind == "refresh_token") await Before();
        var fault = Fault;
        Fault = TokenFault.None;
        if (fault == TokenFault.CutBefore)
        {
            context.Abort();
            return;
        }
        var (status, answer) = fault switch
        {
            TokenFault.Busy => (429, new JsonObject { ["error"] = "rate_limited" }),
            TokenFault.WrongClient => (401, new() { ["error"] = "invalid_client" }),
            TokenFault.Withdrawn => (400, new() { ["error"] = "invalid_grant", ["error_description"] = "Token has been expired or revoked." }),
            _ => Give(kind, fields),
        };
        if (fault == TokenFault.CutAfter) context.Abort();
        else await SayAsync(context, status, answer);
    }

    (int, JsonObject) Give(string kind, Dictionary<string, string> fields)
    {
        if (kind == "authorization_code")
        {
            var challenge = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(fields.GetValueOrDefault("code_verifier", ""))));
            if (!_codes.TryRemove(fields.GetValueOrDefault("code", ""), out var code) || (code.Challenge.Length > 0 && code.Challenge != challenge) || code.Redirect != fields.GetValueOrDefault("redirect_uri")) return No("Bad code.");
        }
        else if (kind == "refresh_token")
        {
            var used = fields.GetValueOrDefault("refresh_token", "");
            if (!_refresh.TryUpdate(used, false, true))
            {
                // The second use of a token looks like theft.
                if (_refresh.ContainsKey(used)) End();
                return No("Token has been expired or revoked.");
            }
        }
        else if (!kind.EndsWith("jwt-bearer", StringComparison.Ordinal)) return No("What is this?");
        var number = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        _access["access-" + number] = true;
        var answer = new JsonObject { ["access_token"] = "access-" + number, ["token_type"] = "bearer" };
        if (Life is { } life) answer["expires_in"] = life;
        if (Scope is { } scope) answer["scope"] = scope;
        if (GivesRefresh && !kind.EndsWith("jwt-bearer", StringComparison.Ordinal))
        {
            _refresh["refresh-" + number] = true;
            answer["refresh_token"] = "refresh-" + number;
        }
        return (200, answer);

        static (int, JsonObject) No(string why) => (400, new() { ["error"] = "invalid_grant", ["error_description"] = why });
    }

    /// <summary>A token that is good for another, as at Meta. The old one stays good.</summary>
    Task ExchangeAsync(HttpContext context)
    {
        var (kind, used) = (context.Request.Query["grant_type"].ToString(), context.Request.Query["access_token"].ToString());
        _asked.Enqueue(kind);
        if (kind is not ("th_exchange_token" or "th_refresh_token") || !_access.ContainsKey(used))
            return SayAsync(context, 400, new() { ["error"] = new JsonObject { ["message"] = "Session has expired", ["code"] = 190 } });
        var token = "long-" + Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        _access[token] = true;
        return SayAsync(context, 200, new() { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = 60 * 24 * 3600 });
    }

    public bool Accepts(string access) => _access.ContainsKey(access);

    async Task RevokeAsync(HttpContext context)
    {
        await FieldsAsync(context);
        _asked.Enqueue("revoke");
        End();
        await SayAsync(context, 200, []);
    }

    static async Task<Dictionary<string, string>> FieldsAsync(HttpContext context) => context.Request.ContentType == "application/json"
        ? (await JsonNode.ParseAsync(context.Request.Body))!.AsObject().ToDictionary(f => f.Key, f => (string)f.Value!)
        : (await context.Request.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString());

    static async Task SayAsync(HttpContext context, int status, JsonObject answer)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
