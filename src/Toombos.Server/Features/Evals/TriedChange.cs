using Microsoft.EntityFrameworkCore;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Prompt = Toombos.Server.Features.Writing.Modelling.Prompt;

namespace Toombos.Server.Features.Evals;

/// <summary>A candidate, looked up: what is tried in place of how things are now.</summary>
sealed record TriedChange(ModelRoute? Route, Prompt? Prompt, string? Voice)
{
    /// <summary>Null where nothing is tried.</summary>
    /// <exception cref="FieldException">Something of it is not there.</exception>
    public static async Task<TriedChange?> OfAsync(EvalCandidate? candidate, ToombosDb db, CancellationToken ct) =>
        candidate is null or { Model: null, Prompt: null, Voice: null } ? null : new(await RouteAsync(candidate.Model, db, ct), PromptOf(candidate.Prompt), await VoiceAsync(candidate.Voice, db, ct));

    static async Task<ModelRoute?> RouteAsync(EvalModel? model, ToombosDb db, CancellationToken ct)
    {
        if (model is null) return null;
        var provider = await db.ModelProviders.AsNoTracking().FirstOrDefaultAsync(p => p.Id == model.ProviderId, ct);
        return provider?.Find(model.Name) is not null ? new() { ProviderId = provider.Id, Model = model.Name }
            : throw new FieldException("candidate.model", $"No connected provider with this id offers {model.Name}. Connect it first; it need not be in any route.");
    }

    static Prompt? PromptOf(EvalPrompt? tried)
    {
        if (tried is null) return null;
        var ours = Prompt.All.GetValueOrDefault(tried.Name);
        return ours is { Name: "draft" } or { Kind: PromptKind.Brief } ? PromptDesk.With(ours, tried.Text, "candidate.prompt.text")
            : throw new FieldException("candidate.prompt.name", $"'{tried.Name}' is no prompt that drafts are written by. Use draft, or one that begins with 'brief.'; see GET /v1/prompts.");
    }

    static async Task<string?> VoiceAsync(string? voice, ToombosDb db, CancellationToken ct) =>
        voice is null || BuiltInVoices.All.Any(v => v.Name == voice) || await db.HouseVoiceAsync(voice, ct) is not null ? voice
            : throw new FieldException("candidate.voice", $"There is no voice '{voice}'. See GET /v1/voices/choices.");
}
