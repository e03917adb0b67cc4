using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Has a model suggest subject lines, calls to action, hashtags, alt texts and the like. Nothing is saved; each suggestion is held against limit and source.</summary>
static class SuggestForDraft
{
    public static async Task<Ok<Suggestions>> Handle(Guid id, SuggestRequest request, DraftDesk drafts, PromptDesk prompts, Questions questions, ModelDesk models, Outbound outbound, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var open = await drafts.OpenAsync(id, null, ct);
        var (kind, blocks) = (await prompts.OfAsync(PromptKind.Suggest, "kind", request.Kind, open, ct), new NumberedBlocks(open.Items));
        var outcome = await models.AskAsync(await questions.SuggestAsync(open, blocks, request, kind, ct), text => Read(text, request.Count), null, ct);
        if (outcome.Value is not { } answer) throw new DomainRuleException("models.none", $"No model suggested anything. {outcome.Why}");
        var wordings = new Wordings(open);
        return TypedResults.Ok(new Suggestions(kind.Field!, [.. answer.Suggestions.Select(s => Held(s, kind.Field!, open.Channel, blocks, wordings))], outcome.ToWriting()));
    }

    public static async Task<Ok<ModelEstimate>> EstimateAsync(Guid id, SuggestRequest request, DraftDesk drafts, PromptDesk prompts, Questions questions, ModelDesk models, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        return TypedResults.Ok(await models.EstimateAsync(await questions.SuggestAsync(open, new(open.Items), request, await prompts.OfAsync(PromptKind.Suggest, "kind", request.Kind, open, ct), ct), ct));
    }

    static ModelReading<SuggestedAnswer> Read(string text, int count)
    {
        var clean = (LooseJson.Read(text, WrittenJson.Default.SuggestedAnswer)?.Suggestions ?? []).Select(s => s with { Text = WrittenDraft.Clean(s.Text) }).Where(s => s.Text is { Length: > 0 } text && !WrittenDraft.LeadsAway(text)).DistinctBy(s => s.Text).Take(count).ToList();
        return clean.Count == 0 ? new(null, "There is no JSON object with suggestions.") : new(new(clean), null);
    }

    /// <summary>Held against the source as a sentence of the draft would be.</summary>
    static WrittenSuggestion Held(WrittenSentence written, string field, ChannelKind channel, NumberedBlocks blocks, Wordings wordings)
    {
        var (text, cited) = (written.Text!, blocks.IdsOf(written.Blocks ?? []));
        return new(text, cited, wordings.OpenClaimIn(text, cited) is { } claim ? $"'{claim.Text}' is not in the source." : !channel.Fits(field, text) ? "It is longer than this channel allows." : null);
    }
}
