using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>The document as it was captured. Sent as plain text, so that no browser ever renders it.</summary>
static class GetMarkdown
{
    public static async Task<ContentHttpResult> Handle(Guid id, ToombosDb db, CancellationToken ct) =>
        TypedResults.Text(await db.Snapshots.Where(s => s.Id == id).Select(s => s.Markdown).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot"), "text/plain; charset=utf-8");
}
