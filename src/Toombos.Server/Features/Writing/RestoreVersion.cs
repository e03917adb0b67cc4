using Microsoft.AspNetCore.Http.HttpResults;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>Makes an earlier version's text the newest one again; the history stays whole.</summary>
static class RestoreVersion
{
    public static async Task<Ok<Wire>> Handle(Guid id, int number, DraftDesk desk, SaveVersion save, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, number, ct);
        return TypedResults.Ok(await save.RunAsync(open, open.Version.Content, $"Restored from version {number}", ct));
    }
}
