namespace Toombos.Client.Access;

/// <summary>Sessions.</summary>
public sealed class AccessClient(ToombosConnection connection)
{
    /// <summary>Trades a one-time sign-in token for a session key. 401 <c>sign-in.invalid</c> when it is unknown, used or expired.</summary>
    public Task<Session> RedeemSignInLinkAsync(RedeemSignInLinkRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RedeemSignInLinkRequest, Session>(HttpMethod.Post, "v1/sessions", request, ct);

    /// <summary>Ends the session of the key in use; the key is refused from then on.</summary>
    public Task EndSessionAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/sessions/current", ct);
}
