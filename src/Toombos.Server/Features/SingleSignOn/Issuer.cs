using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>What a provider publishes about itself: where its doors are, and the keys with which it signs.</summary>
public sealed record Issuer(OpenIdConnectConfiguration Configuration, IReadOnlyList<SecurityKey> Keys);

/// <summary>A provider can't be used; the sentence says why in words for the person who sets it up.</summary>
public sealed class IssuerException(string sentence) : Exception(sentence);
