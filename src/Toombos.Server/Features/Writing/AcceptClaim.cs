using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>A named person takes responsibility for a claim that the source does not support, or contradicts. Holds for this text only.</summary>
static class AcceptClaim
{
    public static async Task<Ok<Wire>> Handle(Guid id, string claimId, AcceptClaimRequest request, ToombosDb db, DraftDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var draft = await db.Drafts.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("draft");
        var version = await desk.VersionAsync(draft, draft.VersionNumber, ct);
        var claim = (await desk.ChecksOfAsync(version, ct)).Claims.FirstOrDefault(c => c.Id == claimId)
            ?? throw new DomainRuleException("claim.not-found", "The newest version has no such claim. Fetch the draft again.", StatusCodes.Status404NotFound);
        if (!claim.IsOpen)
            throw new DomainRuleException("claim.settled", claim.Verdict == ClaimVerdict.Accepted ? $"{claim.AcceptedBy} has already taken responsibility for this claim." : "The source supports this claim; there is nothing to accept.");

        db.ClaimAcceptances.Add(new() { DraftId = id, ContentHash = version.ContentHash, ClaimId = claimId, Name = request.Name, Reason = request.Reason, AcceptedAt = clock.GetUtcNow() });
        draft.Revision++;
        draft.UnsupportedClaims = Math.Max(0, draft.UnsupportedClaims - 1);
        draft.UpdatedAt = clock.GetUtcNow();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new DomainRuleException("claim.settled", "Somebody else settled this claim, or saved a new text, at the same moment. Fetch the draft again.");
        }
        return TypedResults.Ok(await desk.ShowAsync(draft, version, ct));
    }
}
