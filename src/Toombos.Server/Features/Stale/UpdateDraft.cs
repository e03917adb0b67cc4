using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Stale;
using Toombos.Server.Features.Writing;
using Wire = Toombos.Client.Stale.UpdatedDraft;

namespace Toombos.Server.Features.Stale;

/// <summary>Brings a draft up to the newest snapshot as a new version, which nobody has approved yet.</summary>
sealed class UpdateDraft(DraftDesk desk, DraftUpdates updates, SaveVersion save)
{
    public static async Task<Ok<Wire>> HandleAsync(Guid id, UpdateDraftRequest request, UpdateDraft update, CancellationToken ct) => TypedResults.Ok(await update.RunAsync(id, request.ContentHash, ct));

    public async Task<Wire> RunAsync(Guid id, string contentHash, CancellationToken ct)
    {
        var open = await desk.OpenAsync(id, null, ct);
        if (open.Version.ContentHash != contentHash) throw SaveVersion.Changed(open.Version.Number);
        var look = await updates.LookAsync(open, ct);
        look.Require();
        return new(await save.RunAsync(look.Updated, look.Content, $"Updated from snapshot {look.Now.Number}", ct), look.Sentences);
    }
}
