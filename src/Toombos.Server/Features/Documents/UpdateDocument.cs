using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Saves a new state of a document whose text lives in Toombos.</summary>
static class UpdateDocument
{
    public static async Task<Ok<SyncResult>> Handle(Guid id, UpdateDocumentRequest request, ToombosDb db, TakeSnapshot take, CancellationToken ct)
    {
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (!source.HoldsItsText)
            throw new DomainRuleException("source.read-only", source.IsRead ? $"This document is kept at {source.Address}. Change it there and sync." : "This document is made of items. Hand changed items in instead.");
        return TypedResults.Ok(await take.FromAsync(source, request.Markdown, ct));
    }
}
