using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Connections.ConnectionProvider;

namespace Toombos.Server.Features.Connections;

/// <summary>Sets or takes away the program that the workspace itself has registered at a service.</summary>
static class SetProviderApp
{
    public static async Task<Ok<Wire>> Handle(string provider, SetProviderAppRequest request, ToombosDb db, ProviderDirectory providers, SecretBox box, PublicAddress address, CancellationToken ct)
    {
        var of = providers.Get(provider);
        if (of.Way != AccountWay.Consent) throw new FieldException("clientId", $"{of.Name} needs no app. {of.Paste}");
        var (id, secret) = (Letters("clientId", request.ClientId), request.ClientSecret is { Length: > 0 } given ? Letters("clientSecret", given) : null);
        var saved = await db.InTransactionAsync(async () =>
        {
            var app = await db.ProviderApps.FirstOrDefaultAsync(a => a.Provider == provider, ct);
            // A kept secret belongs to the program that it was given for.
            if (app is { SealedSecret: not null } && app.ClientId != id && request.ClientSecret is null) throw new FieldException("clientSecret", "Enter the client secret again, because the client id has changed. Leave it empty if there is none.");
            app ??= db.ProviderApps.Add(new() { Provider = provider, ClientId = id }).Entity;
            app.ClientId = id;
            if (request.ClientSecret is not null) app.SealedSecret = secret is null ? null : box.Protect(ProviderApp.SecretPurpose, secret);
            await db.SaveChangesAsync(ct);
            return app;
        }, ct);
        return TypedResults.Ok(ListProviders.Of(of, saved, providers, address));
    }

    public static async Task<NoContent> RemoveAsync(string provider, ToombosDb db, ProviderDirectory providers, CancellationToken ct)
    {
        providers.Get(provider);
        if (await db.ProviderApps.FirstOrDefaultAsync(a => a.Provider == provider, ct) is { } app)
        {
            db.ProviderApps.Remove(app);
            await db.SaveChangesAsync(ct);
        }
        return TypedResults.NoContent();
    }

    static string Letters(string field, string text) => text.Trim() is { Length: > 0 } trimmed && trimmed.All(c => c is > ' ' and < '\x7f') ? trimmed : throw new FieldException(field, "This holds characters that no such thing has. Copy it again.");
}
