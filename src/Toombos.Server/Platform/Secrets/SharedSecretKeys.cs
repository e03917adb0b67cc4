using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Keeps the ring in the database that all nodes share. Data Protection asks in a blocking way, a few times in the life of a process.</summary>
public sealed class SharedSecretKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<ToombosDb>().Set<SecretKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        scope.ServiceProvider.GetRequiredService<ToombosDb>().Database
            .ExecuteSql($"""insert into secret_keys ("Id", "Name", "Xml") values ({Guid.CreateVersion7()}, {friendlyName}, {xml})""");
    }
}
