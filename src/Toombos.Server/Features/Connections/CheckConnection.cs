using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>Asks the service whose account it is, with the token that anything else would use now.</summary>
static class CheckConnection
{
    public static async Task<Ok<ConnectionCheck>> Handle(Guid id, ToombosDb db, AccountTokens tokens, ProviderDirectory providers, AccountCalls calls, Outbound outbound, CancellationToken ct)
    {
        ConnectionRules.RequireOpen(outbound);
        var connection = await db.FindConnectionAsync(id, ct);
        var provider = providers.Get(connection.Provider).At(connection.Host);
        var token = await tokens.GetAsync(id, ct);
        if (token is AccountToken.Good good && await RefusalAsync(good) is { } rejected)
        {
            if (!rejected.Rejected) return Bad(rejected.Problem!);
            token = await tokens.ReplaceAsync(id, good.Token, ct);
            if (token is AccountToken.Good next && await RefusalAsync(next) is { } still) return Bad(still.Problem!);
        }
        return token switch
        {
            AccountToken.Reconnect reconnect => Bad(reconnect.Sentence),
            AccountToken.Later later => Bad(later.Sentence),
            _ => ConnectionRules.Missed(provider, connection.Scopes) is { } missed ? Bad(missed) : TypedResults.Ok(new ConnectionCheck(true, $"{provider.Name} accepts the token{(connection.AccountName is { } name ? $" of {name}" : "")}.")),
        };

        async Task<AccountIdentity?> RefusalAsync(AccountToken.Good used) =>
            // A service account tells who it is in its key file; that a token was given is answer enough.
            provider.Way == AccountWay.KeyFile || await calls.WhoAsync(provider, used.Token, ct) is not { Known: false } refused ? null : refused;
    }

    static Ok<ConnectionCheck> Bad(string sentence) => TypedResults.Ok(new ConnectionCheck(false, sentence));
}
