using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Voices.Voice;

namespace Toombos.Server.Features.Voices;

/// <summary>The workspace's voices, by name.</summary>
static class ListVoices
{
    public static async Task<Ok<IReadOnlyList<Wire>>> Handle(ToombosDb db, CancellationToken ct)
    {
        var voices = await db.Voices.AsNoTracking().OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. voices.Select(v => v.ToWire())]);
    }

    public static async Task<Ok<Wire>> One(Guid id, ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.Voices.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, ct) ?? throw Missing.Of("voice")).ToWire());
}
