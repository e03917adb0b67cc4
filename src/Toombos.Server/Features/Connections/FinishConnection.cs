using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Features.Connections;

/// <summary>Somebody is back from a service with its answer. Only who was sent may finish, once; an account that is connected already is made good again.</summary>
static class FinishConnection
{
    const int LongestCode = 4000;

    public static async Task<Ok<Wire>> Handle(
        FinishConnectionRequest request, ToombosDb db, Tenant tenant, ProviderDirectory providers, AccountCalls calls, IEnumerable<ConnectionUses> uses, SecretBox box, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        ConnectionRules.RequireOpen(outbound);
        var query = QueryHelpers.ParseQuery(request.Query);
        var attempt = await TakeAttemptAsync(One(query, "state"), db, tenant, clock, ct);
        var provider = providers.Get(attempt.Provider);
        if (One(query, "error") is { } error) throw ConnectionRules.Refused(SentenceOf(provider, error, One(query, "error_description")));
        if (One(query, "code") is not { Length: <= LongestCode } code) throw ConnectionRules.Refused($"The answer of {provider.Name} holds no code. Begin again.");
        var app = await providers.AppAsync(attempt.Provider, attempt.ClientId, ct) ?? throw ConnectionRules.Refused($"The app at {provider.Name} was changed in the meantime. Begin again.");
        var verifier = box.Unprotect(Connection.SecretPurpose, attempt.SealedVerifier);
        var tokens = await calls.TradeAsync(provider, app, code, verifier, attempt.RedirectAddress, ct) switch
        {
            TokenAnswer.Granted granted => granted,
            TokenAnswer.Refused refused => throw ConnectionRules.Refused($"{refused.Sentence} Begin again."),
            TokenAnswer.Misregistered wrong => throw ConnectionRules.Refused(wrong.Sentence),
            TokenAnswer.Later later => throw ConnectionRules.Refused($"{later.Sentence} Begin again in a while."),
            TokenAnswer.Unclear unclear => throw ConnectionRules.Refused($"{unclear.Sentence} Begin again."),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
        var who = await calls.WhoAsync(provider, tokens.Access, ct);
        var connection = await db.InTransactionAsync(() => KeepAsync(attempt, provider, tokens, who, db, uses, box, clock, ct), ct);
        return TypedResults.Ok(connection.ToWire(provider, [.. (await uses.ReadAsync(db, ct))[connection.Id]]));
    }

    /// <summary>A state that is somebody else's is not used up: a stranger's link must not end what is under way.</summary>
    static async Task<ConnectionAttempt> TakeAttemptAsync(string? state, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var (hash, caller, now) = (ConnectionRules.HashOf(state ?? ""), tenant.Caller.Id ?? Guid.Empty, clock.GetUtcNow());
        var attempt = await db.ConnectionAttempts.AsNoTracking().FirstOrDefaultAsync(a => a.StateHash == hash && a.CallerId == caller, ct);
        if (attempt is null) throw ConnectionRules.Refused("This answer belongs to nothing that you began here, or it was finished already. Look whether the account is connected; else begin again.");
        if (await db.ConnectionAttempts.Where(a => a.Id == attempt.Id).ExecuteDeleteAsync(ct) != 1) throw ConnectionRules.Refused("This was finished already.");
        return attempt.EndsAt > now ? attempt : throw ConnectionRules.Refused("This took longer than ten minutes. Begin again.");
    }

    static async Task<Connection> KeepAsync(ConnectionAttempt attempt, AccountProvider provider, TokenAnswer.Granted tokens, AccountIdentity who, ToombosDb db, IEnumerable<ConnectionUses> uses, SecretBox box, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = attempt.Again is { } again ? await db.Connections.FirstOrDefaultAsync(c => c.Id == again, ct) ?? throw Missing.Of("connection")
            : who.Id is { } account ? await db.Connections.FirstOrDefaultAsync(c => c.Provider == provider.Provider && c.AccountId == account, ct) : null;
        if (found is { AccountId: { } known } && attempt.Again is not null && known != who.Id)
            throw ConnectionRules.Refused(who.Id is null ? $"{provider.Name} did not say whose account this is, so it can't be told whether it is the same. {who.Problem}"
                : $"This is the account {who.Name}, but {found.Name} is connected to {found.AccountName}. Sign in there as {found.AccountName}, or connect {who.Name} as an account of its own.");
        if (found is null)
        {
            await ConnectionRules.RequireRoomAsync(db, ct);
            found = db.Connections.Add(new() { Provider = provider.Provider, Name = attempt.Name ?? Cut(who.Name ?? provider.Name), Scopes = [], CreatedAt = now }).Entity;
        }
        found.Take(tokens, box, now);
        (found.AccountId, found.AccountName, found.ClientId) = (who.Id ?? found.AccountId, who.Name ?? found.AccountName, attempt.ClientId);
        // A service that does not say what was granted has granted what was asked.
        found.Scopes = tokens.Scopes ?? [.. provider.Scopes.Select(s => s.Scope)];
        await db.ClearAlertsAsync([found.Id], now, ct);
        await uses.OpenAsync(db, found.Id, ct);
        await db.SaveChangesAsync(ct);
        return found;
    }

    static string SentenceOf(AccountProvider provider, string error, string? description) => error switch
    {
        "access_denied" or "user_cancelled_login" or "user_cancelled_authorize" => $"The account was not connected, because the question of {provider.Name} was answered with no. Begin again and allow it.",
        "redirect_uri_mismatch" => $"{provider.Name} does not know the address to come back to. Enter it there exactly as it is shown here.",
        "invalid_scope" => $"The app at {provider.Name} may not ask for what is needed. Add these scopes to it: {string.Join(", ", provider.Scopes.Select(s => s.Scope))}.",
        "unauthorized_client" or "invalid_client" => $"{provider.Name} does not accept the app. Check its client id.",
        "temporarily_unavailable" or "server_error" => $"{provider.Name} is in trouble. Begin again in a while.",
        _ => $"{provider.Name} refused. It says: “{Line($"{error}{(description is null ? "" : ": " + description)}")}”.",
    };

    static string Line(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(200)]);

    static string Cut(string name) => name.Length <= 100 ? name : name[..100];

    /// <summary>A parameter that is there once; one that is there twice is somebody's attempt to be read in two ways.</summary>
    static string? One(Dictionary<string, StringValues> query, string name) => query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
}
