using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Models;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Stale.UpdatedDraft;

namespace Toombos.Server.Features.Stale;

/// <summary>Brings a draft up to the newest snapshot as a new version, which nobody has approved yet; in the built-in rewriter's words, or in a model's.</summary>
sealed class UpdateDraft(DraftDesk desk, DraftUpdates updates, ModelUpdates models, SaveVersion save, Outbound outbound)
{

    public static async Task<Ok<Wire>> HandleAsync(Guid id, UpdateDraftRequest request, UpdateDraft update, CancellationToken ct) => TypedResults.Ok(await update.RunAsync(id, request, ct));

    /// <summary>What the update would be; saves nothing. Asked for in the same way again, a model's words come from memory.</summary>
    public static async Task<Ok<StaleReport>> PreviewAsync(Guid id, UpdateDraftRequest request, UpdateDraft update, CancellationToken ct)
    {
        var (look, writing) = await update.LookAsync(id, request, ct);
        return TypedResults.Ok(look.ToReport() with { Writing = writing });
    }

    public static async Task<Ok<ModelEstimate>> EstimateAsync(Guid id, UpdateDraftRequest request, UpdateDraft update, CancellationToken ct) =>
        TypedResults.Ok(await update.EstimateAsync(id, request, ct));

    async Task<ModelEstimate> EstimateAsync(Guid id, UpdateDraftRequest request, CancellationToken ct) => await models.EstimateAsync(await OpenAsync(id, request, ct), request.Fresh, ct);

    async Task<Wire> RunAsync(Guid id, UpdateDraftRequest request, CancellationToken ct)
    {
        var (look, writing) = await LookAsync(id, request, ct);
        look.Require();
        return new(await save.RunAsync(look.Updated, look.Content, $"Updated from snapshot {look.Now.Number}{(writing is null ? "" : $" by {writing.Model}")}", ct, writing), look.Sentences);
    }

    async Task<(DraftLook Look, ModelWriting? Writing)> LookAsync(Guid id, UpdateDraftRequest request, CancellationToken ct)
    {
        var open = await OpenAsync(id, request, ct);
        if (!request.WithModel) return (await updates.LookAsync(open, ct), null);
        return outbound.WhyClosed is { } why ? throw new DomainRuleException("outbound.closed", why) : await models.LookAsync(open, request.Fresh, ct);
    }

    async Task<OpenDraft> OpenAsync(Guid id, UpdateDraftRequest request, CancellationToken ct) =>
        await desk.OpenAsync(id, null, ct) is var open && open.Version.ContentHash == request.ContentHash ? open : throw SaveVersion.Changed(open.Version.Number);
}
