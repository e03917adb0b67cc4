using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>
/// Gives tokens that open accounts, and renews them before they end. Of all nodes one at a time asks a service for a renewal, as a second use of a
/// refresh token may end the whole consent: whose turn it is stands in the row, and what was granted is taken over only where nobody else was faster.
/// </summary>
public sealed class AccountTokens(ToombosDb db, ProviderDirectory providers, AccountCalls calls, ConnectionAlarm alarm, SecretBox box, Outbound outbound, IOptions<ConnectionsOptions> options, TimeProvider clock)
{
    /// <summary>Longer than any call takes, with room for clocks of nodes that differ by minutes.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromSeconds(15);

    /// <summary>A token of a connection of the entered workspace.</summary>
    public Task<AccountToken> GetAsync(Guid id, CancellationToken ct) => GetAsync(id, TimeSpan.FromSeconds(options.Value.SpareSeconds), null, ct);

    /// <summary>Another token, because the service does not accept this one, whatever its time.</summary>
    public Task<AccountToken> ReplaceAsync(Guid id, string rejected, CancellationToken ct) => GetAsync(id, TimeSpan.FromSeconds(options.Value.SpareSeconds), rejected, ct);

    /// <param name="spare">For how long it must still be good.</param>
    internal async Task<AccountToken> GetAsync(Guid id, TimeSpan spare, string? rejected, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            if (await db.Connections.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } found) return new AccountToken.Reconnect("The connected account was removed. Choose another one.");
            if (found.State == ConnectionState.Reconnect) return new AccountToken.Reconnect(found.Problem ?? "Connect the account again.");
            var (now, access) = (clock.GetUtcNow(), found.SealedAccess is { } kept ? box.TryUnprotect(Connection.SecretPurpose, kept) : null);
            if (access is null && found.SealedAccess is not null) return new AccountToken.Reconnect("The stored token can't be opened, because the server's keys have changed. Connect the account again.");
            var good = access is not null && access != rejected && !(found.ExpiresAt <= now) ? new AccountToken.Good(access, found.Host ?? providers.Find(found.Provider)?.Host) : null;
            if (good is not null && (found.ExpiresAt is null || found.ExpiresAt > now + spare || MustRest(found))) return good;
            if (found.SealedRefresh is null) return good ?? await EndAsync(found, access is not null && access == rejected, ct);
            if (outbound.WhyClosed is { } closed) return good ?? (AccountToken)new AccountToken.Later(closed);
            var turn = Guid.NewGuid();
            if (await TakeTurnAsync(found, turn, now, ct))
            {
                if (await RenewAsync(found, good, ct) is { } renewed) return renewed;
                continue;
            }
            if (good is not null) return good;
            if (waited >= Patience) return new AccountToken.Later("The account's token is being renewed just now.", Step);
            await Task.Delay(Step, clock, ct);
        }
    }

    /// <summary>An answer was lost, and asking again with the same token might end what is still good; so that is used up first.</summary>
    bool MustRest(Connection found) => found.AskedAt is not null && !(found.TurnUntil > clock.GetUtcNow());

    Task<bool> TakeTurnAsync(Connection found, Guid turn, DateTimeOffset now, CancellationToken ct)
    {
        var asked = providers.Find(found.Provider)?.SingleUseRefresh == true ? now : (DateTimeOffset?)null;
        return ChangesAsync(db.Connections
            .Where(c => c.Id == found.Id && c.Generation == found.Generation && c.State == ConnectionState.Ready && (c.TurnUntil == null || c.TurnUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.TurnOf, turn).SetProperty(c => c.TurnUntil, now + Turn).SetProperty(c => c.AskedAt, asked), ct));
    }

    /// <summary>Null where another node was faster, whose token counts. Whoever asked may give up waiting, but an answer under way is never thrown away.</summary>
    async Task<AccountToken?> RenewAsync(Connection found, AccountToken.Good? good, CancellationToken ct)
    {
        var provider = providers.Find(found.Provider);
        var answer = provider is null ? new TokenAnswer.Refused("Accounts of this service can't be connected any more.") : await AskAsync(provider, found);
        switch (answer)
        {
            case TokenAnswer.Granted granted:
                if (!await SaveAsync(found, granted)) return null;
                if (found.Problem is not null) await alarm.SettleAsync(found.Id, CancellationToken.None);
                ct.ThrowIfCancellationRequested();
                return new AccountToken.Good(granted.Access);
            case TokenAnswer.Refused refused:
                var sentence = $"{refused.Sentence} Connect the account again.";
                return await alarm.EndAsync(found.Id, found.Generation, sentence, CancellationToken.None) ? new AccountToken.Reconnect(sentence) : null;
            case TokenAnswer.Unclear unclear:
                return await WaitAsync(found, good, unclear.Sentence, keepAsked: true, null);
            case TokenAnswer.Later later:
                return await WaitAsync(found, good, later.Sentence, keepAsked: false, later.RetryAfter);
            case TokenAnswer.Misregistered wrong:
                return await WaitAsync(found, good, wrong.Sentence, keepAsked: false, null);
            default:
                throw new InvalidOperationException("There is no other answer.");
        }
    }

    async Task<TokenAnswer> AskAsync(AccountProvider provider, Connection found)
    {
        if (box.TryUnprotect(Connection.SecretPurpose, found.SealedRefresh!) is not { } refresh) return new TokenAnswer.Refused("The stored token can't be opened, because the server's keys have changed.");
        if (provider.Way == AccountWay.KeyFile)
            return ServiceAccountKey.Read(refresh) is { } key ? await calls.SignInAsync(provider, key, CancellationToken.None) : new TokenAnswer.Refused("The stored key file can't be read any more.");
        return await providers.AppAsync(found.Provider, found.ClientId, CancellationToken.None) is { } app
            ? await calls.RenewAsync(provider, app, refresh, CancellationToken.None)
            : new TokenAnswer.Misregistered($"The app at {provider.Name} with which the account was connected is no longer set up here. Enter its client id and secret again, or connect the account anew.");
    }

    /// <summary>Whoever was granted a token saves it, also where the turn was over by then; only a newer one goes before.</summary>
    Task<bool> SaveAsync(Connection found, TokenAnswer.Granted granted)
    {
        var now = clock.GetUtcNow();
        var (access, refresh) = (box.Protect(Connection.SecretPurpose, granted.Access), granted.Refresh is { } next ? box.Protect(Connection.SecretPurpose, next) : null);
        var refreshEnds = now + granted.RefreshLife;
        return ChangesAsync(db.Connections.Where(c => c.Id == found.Id && c.Generation == found.Generation).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.SealedAccess, access).SetProperty(c => c.SealedRefresh, c => refresh ?? c.SealedRefresh).SetProperty(c => c.ExpiresAt, now + granted.Life).SetProperty(c => c.RefreshExpiresAt, c => refreshEnds ?? c.RefreshExpiresAt)
            .SetProperty(c => c.RenewedAt, now).SetProperty(c => c.Generation, c => c.Generation + 1)
            .SetProperty(c => c.TurnOf, (Guid?)null).SetProperty(c => c.TurnUntil, (DateTimeOffset?)null).SetProperty(c => c.AskedAt, (DateTimeOffset?)null).SetProperty(c => c.Problem, (string?)null)));
    }

    /// <summary>The turn ends without a token. The one that is still good is used on.</summary>
    async Task<AccountToken?> WaitAsync(Connection found, AccountToken.Good? good, string sentence, bool keepAsked, TimeSpan? retryAfter)
    {
        if (!keepAsked)
            await db.Connections.Where(c => c.Id == found.Id && c.Generation == found.Generation).ExecuteUpdateAsync(set => set.SetProperty(c => c.AskedAt, found.AskedAt));
        var waits = await ChangesAsync(db.Connections.Where(c => c.Id == found.Id && c.Generation == found.Generation).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.TurnOf, (Guid?)null).SetProperty(c => c.TurnUntil, (DateTimeOffset?)null)));
        if (!waits) return null;
        await alarm.NoteAsync(found.Id, found.Generation, sentence, CancellationToken.None);
        return good ?? (AccountToken)new AccountToken.Later(sentence, retryAfter);
    }

    async Task<AccountToken> EndAsync(Connection found, bool rejected, CancellationToken ct)
    {
        var name = providers.Find(found.Provider)?.Name ?? "The service";
        var sentence = rejected ? $"{name} does not accept the token any more. Connect the account again." : $"The token has ended, and {name} gave none to renew it with. Connect the account again.";
        await alarm.EndAsync(found.Id, found.Generation, sentence, ct);
        return new AccountToken.Reconnect(sentence);
    }

    static async Task<bool> ChangesAsync(Task<int> update) => await update == 1;
}
