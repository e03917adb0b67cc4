using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Voices;

/// <summary>Removes a voice. Pieces that were written in it keep their texts and reports; new versions of them are held against no rules.</summary>
static class DeleteVoice
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, CancellationToken ct)
    {
        var voice = await db.Voices.FirstOrDefaultAsync(v => v.Id == id, ct) ?? throw Missing.Of("voice");
        if ((await db.CurrentWorkspaceAsync(ct)).Brand.Voice == voice.Slug)
            throw new DomainRuleException("voice.in-use", $"The brand writes in the voice '{voice.Name}'. Choose another one for the brand first.");
        db.Voices.Remove(voice);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
