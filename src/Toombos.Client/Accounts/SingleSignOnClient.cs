using Toombos.Client.Access;

namespace Toombos.Client.Accounts;

/// <summary>Single sign-on with a workspace's own OpenID Connect provider.</summary>
public sealed class SingleSignOnClient(ToombosConnection connection)
{
    /// <summary>The workspace's provider. 404 <c>sso.not-found</c> when none is set up.</summary>
    public Task<SsoProvider> GetAsync(CancellationToken ct = default) => connection.GetAsync<SsoProvider>("v1/sso", ct);

    /// <summary>Sets the provider up. Wants a recent sign-in. 400 when it can't be reached or is none.</summary>
    public Task<SsoProvider> SetAsync(SetSsoProviderRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SetSsoProviderRequest, SsoProvider>(HttpMethod.Put, "v1/sso", request, ct);

    /// <summary>Takes the provider away; people sign in with what else they have. Wants a recent sign-in.</summary>
    public Task RemoveAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/sso", ct);

    /// <summary>Looks for the TXT record of a claimed domain. 409 <c>sso.domain-unproven</c> while it is not there.</summary>
    public Task<SsoProvider> VerifyDomainAsync(string domain, CancellationToken ct = default) =>
        connection.PostAsync<SsoProvider>($"v1/sso/domains/{Uri.EscapeDataString(domain)}/verify", null, ct);

    /// <summary>Begins a sign-in. 404 <c>sso.not-found</c> when no workspace has claimed the address's domain.</summary>
    public Task<SsoStart> StartAsync(StartSsoRequest request, CancellationToken ct = default) =>
        connection.SendAsync<StartSsoRequest, SsoStart>(HttpMethod.Post, "v1/sessions/sso/start", request, ct);

    /// <summary>Finishes a sign-in. 401 <c>sso.refused</c> with what the provider said; 402 <c>quota.members</c> when a newcomer finds no place.</summary>
    public Task<Session> FinishAsync(SsoSignInRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SsoSignInRequest, Session>(HttpMethod.Post, "v1/sessions/sso", request, ct);
}
