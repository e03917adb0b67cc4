using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>Sends somebody to a service to consent, and remembers what must still be true when they come back.</summary>
static class StartConnection
{
    /// <summary>Of one workspace at the same time; older ones end by themselves within minutes.</summary>
    const int MostUnderWay = 100;

    public static async Task<Ok<ConnectionStart>> Handle(
        StartConnectionRequest request, ToombosDb db, Tenant tenant, ProviderDirectory providers, SecretBox box, PublicAddress address, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        ConnectionRules.RequireOpen(outbound);
        var again = request.ConnectionId is { } id ? await db.FindConnectionAsync(id, ct) : null;
        var provider = providers.Find(again?.Provider ?? request.Provider ?? "") ?? throw new FieldException("provider", "There is no such service. The list of services names those that there are.");
        if (provider.Way != AccountWay.Consent) throw new FieldException("provider", $"{provider.Name} is connected by pasting. {provider.Paste}");
        var app = await providers.AppAsync(provider.Provider, null, ct) ?? throw new DomainRuleException("connection-provider.no-app",
            $"No app is registered at {provider.Name} yet. Enter the client id and secret of one that you have registered there, or ask the operator of this server to.");
        if (again is null) await ConnectionRules.RequireRoomAsync(db, ct);

        var (state, verifier, now) = (Random(), Random(), clock.GetUtcNow());
        if (await db.ConnectionAttempts.CountAsync(a => a.EndsAt > now, ct) >= MostUnderWay)
            throw new DomainRuleException("connection.too-many", "Too many accounts are being connected at the same time. Try again in some minutes.", StatusCodes.Status429TooManyRequests) { RetryAfter = ConnectionAttempt.Life };
        var attempt = new ConnectionAttempt
        {
            Provider = provider.Provider, StateHash = ConnectionRules.HashOf(state), SealedVerifier = box.Protect(Connection.SecretPurpose, verifier), ClientId = app.ClientId,
            RedirectAddress = address.Of(ConnectionRules.ReturnPath), CallerId = tenant.Caller.Id ?? Guid.Empty, Again = again?.Id,
            Name = request.Name is { } name ? Typed.Name("name", name) : null, EndsAt = now + ConnectionAttempt.Life,
        };
        db.ConnectionAttempts.Add(attempt);
        await db.SaveChangesAsync(ct);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return TypedResults.Ok(new ConnectionStart(AccountCalls.ConsentAddress(provider, app, attempt.RedirectAddress, state, challenge), attempt.EndsAt));
    }

    static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
