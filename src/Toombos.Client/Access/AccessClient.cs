namespace Toombos.Client.Access;

/// <summary>Sessions, API keys, and the matrix of permissions.</summary>
public sealed class AccessClient(ToombosConnection connection)
{
    /// <summary>Signs in. 401 <c>sign-in.refused</c> whatever was wrong; 429 when it was wrong too often.</summary>
    public Task<SignInAnswer> SignInAsync(SignInRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SignInRequest, SignInAnswer>(HttpMethod.Post, "v1/sessions", request, ct);

    /// <summary>Finishes a sign-in that asked for a second factor. 401 <c>sign-in.code-refused</c>, <c>sign-in.challenge-expired</c>.</summary>
    public Task<Session> FinishSignInAsync(SecondFactorRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SecondFactorRequest, Session>(HttpMethod.Post, "v1/sessions/second-factor", request, ct);

    /// <summary>Trades a one-time link for a session. 401 <c>sign-in.invalid</c> when it is unknown, used or expired.</summary>
    public Task<Session> RedeemSignInLinkAsync(RedeemSignInLinkRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RedeemSignInLinkRequest, Session>(HttpMethod.Post, "v1/sessions/link", request, ct);

    /// <summary>Trades a refresh token for a new pair. 401 <c>refresh.refused</c>; a token used twice ends the session.</summary>
    public Task<Session> RefreshAsync(RefreshRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RefreshRequest, Session>(HttpMethod.Post, "v1/sessions/refresh", request, ct);

    /// <summary>Works in another workspace from now on. 404 <c>workspace.not-found</c> when the person is no member.</summary>
    public Task<Session> SwitchWorkspaceAsync(SwitchWorkspaceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SwitchWorkspaceRequest, Session>(HttpMethod.Put, "v1/sessions/current/workspace", request, ct);

    /// <summary>Ends the session in use; its tokens are refused from then on.</summary>
    public Task EndSessionAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/sessions/current", ct);

    /// <summary>One's own sessions, newest first.</summary>
    public Task<IReadOnlyList<SessionSummary>> ListSessionsAsync(CancellationToken ct = default) =>
        connection.GetAsync<IReadOnlyList<SessionSummary>>("v1/me/sessions", ct);

    /// <summary>Ends one of one's own sessions. 404 <c>session.not-found</c>.</summary>
    public Task EndSessionAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/me/sessions/{id}", ct);

    /// <summary>Signs out everywhere else; the session in use stays.</summary>
    public Task EndOtherSessionsAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/me/sessions", ct);

    /// <summary>The matrix of permissions.</summary>
    public Task<PermissionMatrix> GetPermissionsAsync(CancellationToken ct = default) => connection.GetAsync<PermissionMatrix>("v1/permissions", ct);

    /// <summary>The workspace's API keys, newest first.</summary>
    public Task<Page<ApiKey>> ListKeysAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<ApiKey>>(ToombosConnection.Query("v1/api-keys", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>key.not-found</c>.</summary>
    public Task<ApiKey> GetKeyAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<ApiKey>($"v1/api-keys/{id}", ct);

    /// <summary>Makes a key; the secret is in the answer and nowhere else. 403 <c>key.too-much</c> for scopes that the caller lacks.</summary>
    public Task<NewApiKey> AddKeyAsync(AddApiKeyRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddApiKeyRequest, NewApiKey>(HttpMethod.Post, "v1/api-keys", request, ct);

    /// <summary>Changes a key's name and networks.</summary>
    public Task<ApiKey> UpdateKeyAsync(Guid id, UpdateApiKeyRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateApiKeyRequest, ApiKey>(HttpMethod.Put, $"v1/api-keys/{id}", request, ct);

    /// <summary>Gives a key a new secret; the one before works on for the overlap.</summary>
    public Task<NewApiKey> RotateKeyAsync(Guid id, RotateApiKeyRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RotateApiKeyRequest, NewApiKey>(HttpMethod.Post, $"v1/api-keys/{id}/rotate", request, ct);

    /// <summary>Revokes a key: at once on the node that is asked, within five seconds on all others.</summary>
    public Task RevokeKeyAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/api-keys/{id}", ct);
}
