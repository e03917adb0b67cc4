using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Writing;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>Saves an edited text as a new version.</summary>
static class EditDraft
{
    public static async Task<Ok<Wire>> Handle(Guid id, EditDraftRequest request, DraftDesk desk, SaveVersion save, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, null, ct);
        if (open.Draft.VersionNumber != request.BaseVersion) throw SaveVersion.Changed(open.Draft.VersionNumber);
        return TypedResults.Ok(await save.RunAsync(open, open.Apply(request.Text), request.Note ?? "Edited", ct));
    }
}
