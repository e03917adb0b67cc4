using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Sends the browser to the provider of the workspace that has proven the address's domain. Whether the address has an account plays no part.</summary>
static class StartSignIn
{
    public static async Task<Ok<SsoStart>> Handle(StartSsoRequest request, ToombosDb db, IssuerDirectory issuers, SealedState states, PublicAddress address, CancellationToken ct)
    {
        if (!AddressNormalizer.TryNormalize(request.Email, out var email) || await db.ProviderOfDomainAsync(email[(email.LastIndexOf('@') + 1)..], ct) is not { } provider)
            throw new DomainRuleException("sso.not-found", "Single sign-on is not set up for this address. Sign in with your password, or ask whoever runs your workspace.", StatusCodes.Status404NotFound);
        var issuer = await FindAsync(issuers, provider.Issuer, ct);
        var started = new StartedSignIn(provider.Id, provider.Issuer, provider.ClientId, Random(), Random(), Random(), address.Of(SsoProvider.ReturnPath));
        var question = new OpenIdConnectMessage
        {
            IssuerAddress = issuer.Configuration.AuthorizationEndpoint, ClientId = provider.ClientId, RedirectUri = started.RedirectAddress, ResponseType = OpenIdConnectResponseType.Code,
            Scope = "openid email profile", State = started.State, Nonce = started.Nonce, LoginHint = email, EnableTelemetryParameters = false,
        };
        question.SetParameter("code_challenge", WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(started.Verifier))));
        question.SetParameter("code_challenge_method", "S256");
        return TypedResults.Ok(new SsoStart(question.CreateAuthenticationRequestUrl(), states.Seal(StartedSignIn.Purpose, StartedSignIn.Life, started.Write())));
    }

    static async Task<Issuer> FindAsync(IssuerDirectory issuers, string issuer, CancellationToken ct)
    {
        try
        {
            return await issuers.GetAsync(issuer, ct);
        }
        catch (IssuerException failure)
        {
            throw new DomainRuleException("sso.unreachable", $"Your organisation's sign-in can't be used just now. {failure.Message} Try again later, or tell whoever runs it.");
        }
    }

    static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
}
