using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling.Opinions;

/// <summary>Asks a model whether the newest version says what its source says, for what rules can't see: who did what, causes, conditions. Advice: no approval hangs on it.</summary>
static class JudgeDraft
{
    public static async Task<Ok<Opinion>> Handle(Guid id, bool? fresh, ToombosDb db, DraftDesk drafts, Questions questions, ModelDesk models, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var open = await drafts.OpenAsync(id, null, ct);
        var blocks = new NumberedBlocks(open.Items);
        var sentences = new JudgedSentences(open.Version.Content, blocks);
        var outcome = await models.AskAsync(await questions.JudgeAsync(open, blocks, sentences, ct) with { Fresh = fresh == true }, text => sentences.Read(text, blocks), null, ct);
        if (outcome.Value is not { } remarks) throw new DomainRuleException("models.none", $"No model gave its opinion. {outcome.Why}");
        var opinion = new Opinion(remarks, sentences.Shown.Count, outcome.ToWriting(), clock.GetUtcNow());
        await db.InTransactionAsync(async () =>
        {
            await db.DraftOpinions.Where(o => o.DraftId == id).ExecuteDeleteAsync(ct);
            if (!await db.Drafts.AnyAsync(d => d.Id == id, ct)) throw Missing.Of("draft");
            db.DraftOpinions.Add(new() { DraftId = id, ContentHash = open.Version.ContentHash, Opinion = opinion });
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Ok(opinion);
    }

    public static async Task<Ok<ModelEstimate>> Estimate(Guid id, DraftDesk drafts, Questions questions, ModelDesk models, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        var blocks = new NumberedBlocks(open.Items);
        return TypedResults.Ok(await models.EstimateAsync(await questions.JudgeAsync(open, blocks, new(open.Version.Content, blocks), ct), ct));
    }
}
