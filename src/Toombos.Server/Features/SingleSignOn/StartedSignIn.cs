using System.Text.Json;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>
/// What must still be true when the browser comes back from the provider. Sealed into the state that the dashboard keeps in a cookie of that
/// browser; only <see cref="State"/> travels through the provider, so that an answer meant for another browser or another provider is noticed.
/// </summary>
public sealed record StartedSignIn(Guid ProviderId, string Issuer, string ClientId, string State, string Nonce, string Verifier, string RedirectAddress)
{
    public const string Purpose = "sso-sign-in";
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public string Write() => JsonSerializer.Serialize(this);

    public static StartedSignIn Read(string text) => JsonSerializer.Deserialize<StartedSignIn>(text) ?? throw new JsonException("A sealed state was null.");
}
