using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Reads a source again now. When that fails the last good snapshot stays, and the source says why.</summary>
static class SyncSource
{
    public static async Task<Ok<SyncResult>> Handle(Guid id, ToombosDb db, SourceReader reader, CancellationToken ct)
    {
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (!source.IsRead) throw NothingToRead();
        return TypedResults.Ok(await reader.SyncAsync(source, SyncTrigger.Person, ct));
    }

    public static DomainRuleException NothingToRead() => new("source.nothing-to-sync", "The text of this source lives in Toombos. Save a new state of it, or hand items in, instead.");
}
