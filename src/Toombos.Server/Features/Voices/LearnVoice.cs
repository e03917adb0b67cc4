using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Voices;

/// <summary>Proposes the rules that pasted texts show. A person decides which of them count, by making a voice of them.</summary>
static class LearnVoice
{
    public static async Task<Ok<VoiceProposal>> Handle(LearnVoiceRequest request, ToombosDb db, CancellationToken ct)
    {
        var language = CheckVoice.LanguageOf(request.Language, string.Join('\n', request.Texts));
        var brand = (await db.CurrentWorkspaceAsync(ct)).Brand.Name;
        var proposal = VoiceLearning.Propose([.. request.Texts.Select(t => new VoiceText(PastedText.Read(t, language), brand)).Where(t => t.Prose.Count > 0)], language);
        return proposal.Sentences == 0 ? throw new DomainRuleException("voice.nothing-to-learn", "These texts hold no sentence. Paste texts of a few sentences each.", StatusCodes.Status400BadRequest) : TypedResults.Ok(proposal);
    }
}
