using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Http;
using Toombos.Server.Features.Files;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Pictures;

/// <summary>Copies pictures whose addresses end into the workspace's files, once each. It saves in a scope of its own, for the reading under way has not been saved yet.</summary>
public sealed partial class PictureShelf(IServiceScopeFactory scopes, Tenant tenant, OutboundHttp http, ILogger<PictureShelf> log)
{
    /// <summary>As many as one reading of a document may copy.</summary>
    const int Most = 100;

    int _copied;

    /// <param name="address">Good now.</param>
    /// <param name="name">What the picture is called.</param>
    /// <returns>An address that stays; null for what is no picture, is too large, or can't be had.</returns>
    public async Task<string?> KeepAsync(string address, string name, CancellationToken ct)
    {
        // What comes after the question mark is the permission, which is another one each time.
        var origin = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Split('?')[0])));
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant.Required, tenant.Caller);
        var (db, addresses) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), scope.ServiceProvider.GetRequiredService<FileAddresses>());
        var kept = await db.KeptPictures.FirstOrDefaultAsync(p => p.Origin == origin, ct);
        if (kept is not null && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == kept.FileId && f.Public, ct) is { } file) return (await addresses.ShowAsync(file, ct)).Address;
        if (_copied++ >= Most || await http.GetAsync(address, ct: ct) is not HttpAnswer.Answered { Status: 200 } answer) return null;
        try
        {
            var copied = await scope.ServiceProvider.GetRequiredService<FileKeeper>().KeepAsync(answer.Body.ToArray(), name, isPublic: true, once: true, ct);
            if (kept is not null) db.KeptPictures.Remove(kept);
            await db.SaveChangesAsync(ct);
            db.KeptPictures.Add(new() { Origin = origin, FileId = copied.Id });
            await db.SaveChangesAsync(ct);
            return (await addresses.ShowAsync(copied, ct)).Address;
        }
        catch (DomainRuleException refused)
        {
            // The document is worth reading without it.
            LogLeftOut(refused.Code);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another node has copied the same picture just now; the next look finds it.
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "A picture of a document was not copied: {Code}")]
    partial void LogLeftOut(string code);
}
