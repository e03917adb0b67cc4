using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>Approves exactly one text, by its hash. Refused while an error, or a claim that is unsupported or contradicted, stands.</summary>
static class ApproveDraft
{
    public static async Task<Ok<Wire>> Handle(Guid id, ApproveDraftRequest request, ToombosDb db, DraftDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var draft = await db.Drafts.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("draft");
        var version = await desk.VersionAsync(draft, draft.VersionNumber, ct);
        if (version.ContentHash != request.ContentHash) throw SaveVersion.Changed(version.Number);

        var checks = await desk.ChecksOfAsync(version, ct);
        if (checks.Claims.Where(c => c.IsOpen).ToList() is { Count: > 0 } open)
            throw new DomainRuleException("draft.unsupported-claims", $"{open.Count} claim(s) have no support in the source or are contradicted by it, the first is '{open[0].Text}'. Correct them, or have a named person accept them.");
        if (checks.Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } error)
            throw new DomainRuleException("draft.errors", $"This draft can't be approved yet: {error.Message}");

        (draft.ApprovedBy, draft.ApprovedAt, draft.ApprovedHash, draft.ApprovedResponsible) = (request.Name, clock.GetUtcNow(), version.ContentHash, request.Responsible);
        draft.Revision++;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw SaveVersion.Changed(version.Number + 1);
        }
        return TypedResults.Ok(await desk.ShowAsync(draft, version, ct));
    }
}
