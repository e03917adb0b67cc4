using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Writing;

/// <summary>All that a piece or the brand can name as its voice: the workspace's own first, for whoever made one wants it.</summary>
static class ListVoiceChoices
{
    public static async Task<Ok<IReadOnlyList<Choice>>> Handle(ToombosDb db, CancellationToken ct)
    {
        var own = await db.Voices.AsNoTracking().OrderBy(v => v.Name).ThenBy(v => v.Id).Select(v => new { v.Slug, v.Name, v.Description }).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Choice>>([.. own.Select(v => new Choice(v.Slug, v.Name, v.Description ?? "A voice of this workspace, with rules that drafts are held against.")), .. BuiltInVoices.All]);
    }
}
