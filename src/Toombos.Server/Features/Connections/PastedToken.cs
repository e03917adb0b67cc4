using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Connections;

/// <summary>Tries what somebody pasted at the service before it is kept.</summary>
public sealed class PastedToken(AccountCalls calls)
{
    public async Task<(TokenAnswer.Granted Tokens, AccountIdentity Who)> TryAsync(AccountProvider provider, string text, CancellationToken ct)
    {
        if (provider.Way == AccountWay.KeyFile) return await SignInAsync(provider, text, ct);
        var token = ConnectionRules.Token(text);
        var who = await calls.WhoAsync(provider, token, ct);
        if (who.Problem is { } problem) throw new FieldException("token", problem);
        return (new(token, null, null, null, null), who);
    }

    async Task<(TokenAnswer.Granted, AccountIdentity)> SignInAsync(AccountProvider provider, string text, CancellationToken ct)
    {
        var key = ServiceAccountKey.Read(text) ?? throw new FieldException("token", "This is no key file of a service account. Paste the whole JSON file, from { to }.");
        return await calls.SignInAsync(provider, key, ct) switch
        {
            TokenAnswer.Granted granted => (granted with { Refresh = text }, new(key.Email, key.Email)),
            TokenAnswer.Refused refused => throw new FieldException("token", refused.Sentence),
            TokenAnswer.Misregistered wrong => throw new FieldException("token", wrong.Sentence),
            TokenAnswer.Later later => throw new FieldException("token", later.Sentence),
            TokenAnswer.Unclear unclear => throw new FieldException("token", unclear.Sentence),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }
}
