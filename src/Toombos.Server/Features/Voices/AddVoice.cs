using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Voices;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Voices.Voice;

namespace Toombos.Server.Features.Voices;

/// <summary>Makes a voice.</summary>
static class AddVoice
{
    const int Most = 20;

    public static async Task<Created<Wire>> Handle(AddVoiceRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var name = Typed.Name("name", request.Name);
        var voice = new Voice
        {
            Name = name, Slug = VoiceFields.Slug(request.Slug, name), Base = VoiceFields.Base(request.Base ?? "professional"), Description = VoiceFields.Text(request.Description),
            Rules = VoiceFields.Rules(request.Rules), Examples = VoiceFields.Examples(request.Examples), CreatedAt = clock.GetUtcNow(), CreatedBy = tenant.Actor,
        };
        return await db.InTransactionAsync(async () =>
        {
            if (await db.Voices.CountAsync(ct) >= Most) throw new DomainRuleException("voice.too-many", $"A workspace has at most {Most} voices. Remove one that is no longer used.");
            if (await db.Voices.AnyAsync(v => v.Slug == voice.Slug, ct)) throw Duplicate(voice.Slug);
            db.Voices.Add(voice);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
            {
                throw Duplicate(voice.Slug);
            }
            return TypedResults.Created($"/v1/voices/{voice.Id}", voice.ToWire());
        }, ct);
    }

    static DomainRuleException Duplicate(string slug) => new("voice.duplicate", $"The workspace has a voice '{slug}' already. Give this one another name or slug.");
}
