using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Toombos.Client.Accounts;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>Finishes a sign-in: the browser that began it is back, with the answer of the provider that it was sent to.</summary>
static class FinishSignIn
{
    const int LongestCode = 4000;

    public static async Task<Ok<Client.Access.Session>> Handle(
        SsoSignInRequest request, ToombosDb db, SealedState states, CodeExchange exchange, IssuerDirectory issuers, Arrivals arrivals, SessionDesk desk, CancellationToken ct)
    {
        var opened = states.Open(StartedSignIn.Purpose, request.State) ?? throw SsoRefusal.Of("This sign-in took longer than ten minutes, or was begun elsewhere. Begin again.");
        var started = StartedSignIn.Read(opened.Content);
        var query = QueryHelpers.ParseQuery(request.Query);
        // Compared before the state is used up: a stranger's address that this browser is made to open must not end a sign-in under way.
        if (!Same(One(query, "state"), started.State)) throw SsoRefusal.Of("This answer belongs to a sign-in in another browser. Begin again.");
        if (!await states.TrySpendAsync(opened, ct)) throw SsoRefusal.Of("This sign-in was finished already. Begin again.");
        if (One(query, "error") is { } error)
            throw SsoRefusal.Of($"Your organisation's sign-in refused. It says: {SsoRefusal.Quote(error, One(query, "error_description"))}.");

        var provider = await db.SsoProviders.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .FirstOrDefaultAsync(p => p.Id == started.ProviderId && p.Issuer == started.Issuer && p.ClientId == started.ClientId, ct)
            ?? throw SsoRefusal.Of("Single sign-on of this workspace was changed in the meantime. Begin again.");
        // RFC 9207: an answer that names another provider is a mix-up, whoever caused it.
        if (One(query, "iss") is { } from ? from != started.Issuer : await NamesItselfAsync(issuers, started.Issuer, ct))
            throw SsoRefusal.Of("This answer comes from another provider than the one that was asked. Begin again.");
        if (One(query, "code") is not { Length: <= LongestCode } code) throw SsoRefusal.Of("The provider's answer holds no code. Begin again.");

        var person = await arrivals.ReceiveAsync(provider, await exchange.RunAsync(provider, started, code, ct), ct);
        return TypedResults.Ok(await desk.OpenAsync(person, request.Kind, ["sso"], provider.WorkspaceId, ct));
    }

    static async Task<bool> NamesItselfAsync(IssuerDirectory issuers, string issuer, CancellationToken ct)
    {
        try
        {
            return (await issuers.GetAsync(issuer, ct)).Configuration.AuthorizationResponseIssParameterSupported;
        }
        catch (IssuerException failure)
        {
            throw SsoRefusal.Of($"Your organisation's sign-in can't be used just now. {failure.Message}");
        }
    }

    /// <summary>A parameter that is there once; one that is there twice is somebody's attempt to be read in two ways.</summary>
    static string? One(Dictionary<string, StringValues> query, string name) => query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;

    static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
