namespace Toombos.Client.Privacy;

/// <summary>What the law calls the rights of the data subject: take the data out, have it erased, see what was agreed to, bound how long it is kept.</summary>
public sealed class PrivacyClient(ToombosConnection connection)
{
    /// <summary>A ZIP of everything kept about the signed-in person, as it arrives.</summary>
    public Task<Stream> ExportMineAsync(CancellationToken ct = default) => connection.OpenAsync("v1/me/export", ct);

    /// <summary>A ZIP of everything in the workspace, as it arrives. Wants the scope data:export.</summary>
    public Task<Stream> ExportWorkspaceAsync(CancellationToken ct = default) => connection.OpenAsync("v1/workspace-export", ct);

    /// <summary>Plans the erasure of one's own account, in 14 days. Wants a recent sign-in. 409 <c>account.last-owner</c>.</summary>
    public Task<AccountErasure> EraseMeAsync(CancellationToken ct = default) => connection.PostAsync<AccountErasure>("v1/me/erase", null, ct);

    /// <summary>Calls the erasure off.</summary>
    public Task<AccountErasure> KeepMeAsync(CancellationToken ct = default) => connection.PostAsync<AccountErasure>("v1/me/keep", null, ct);

    /// <summary>What the signed-in person agreed to, newest first.</summary>
    public Task<IReadOnlyList<Consent>> ListConsentsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Consent>>("v1/me/consents", ct);

    /// <summary>How long the workspace keeps what piles up.</summary>
    public Task<Retention> GetRetentionAsync(CancellationToken ct = default) => connection.GetAsync<Retention>("v1/retention", ct);

    /// <summary>Changes it. What is older then is removed within a day. Wants the scope workspace:own.</summary>
    public Task<Retention> SetRetentionAsync(Retention retention, CancellationToken ct = default) =>
        connection.SendAsync<Retention, Retention>(HttpMethod.Put, "v1/retention", retention, ct);
}
