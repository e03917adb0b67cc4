using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Voices;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Voices.Voice;

namespace Toombos.Server.Features.Voices;

/// <summary>Changes a voice, of the version that the caller has seen. Drafts keep what they were checked with until they are saved again.</summary>
static class UpdateVoice
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateVoiceRequest request, ToombosDb db, CancellationToken ct)
    {
        var voice = await db.Voices.FirstOrDefaultAsync(v => v.Id == id, ct) ?? throw Missing.Of("voice");
        db.Entry(voice).Property(v => v.Version).OriginalValue = request.Version;
        (voice.Name, voice.Base, voice.Description) = (Typed.Name("name", request.Name), VoiceFields.Base(request.Base), VoiceFields.Text(request.Description));
        (voice.Rules, voice.Examples, voice.Version) = (VoiceFields.Rules(request.Rules), VoiceFields.Examples(request.Examples), request.Version + 1);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(voice.ToWire());
    }
}
