using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Voices;

/// <summary>Holds any text against rules that need not be saved: what a person tries rules with before they count.</summary>
static class CheckVoice
{
    public static async Task<Ok<VoiceReport>> Handle(CheckVoiceRequest request, ToombosDb db, CancellationToken ct)
    {
        var saved = request.Voice is { } slug ? await db.HouseVoiceAsync(slug, ct) ?? throw Missing.Of("voice") : null;
        var rules = request.Rules is { } tried ? VoiceFields.Rules(tried) : saved?.Rules ?? throw new FieldException("rules", "Send the rules to try, or the slug of a voice.");
        var text = PastedText.Read(request.Text, LanguageOf(request.Language, request.Text));
        var brand = (await db.CurrentWorkspaceAsync(ct)).Brand.Name;
        return TypedResults.Ok(VoiceChecks.Run(rules, new(text, brand), saved?.Slug, saved?.Name));
    }

    /// <summary>English where it can't be told: short texts mostly.</summary>
    public static string LanguageOf(string? asked, string text) => asked?.ToLowerInvariant() ?? LanguageGuess.Of(text) ?? "en";
}
