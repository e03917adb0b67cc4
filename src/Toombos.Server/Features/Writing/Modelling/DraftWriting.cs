using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What came of having a model write a draft.</summary>
/// <param name="Code">Why it did not, as a stable word; null when it did.</param>
/// <param name="Sentence">Who wrote it for how much, or why nobody did.</param>
sealed record DraftWritten(string? Code, string Sentence);

/// <summary>
/// Has a model write a draft, and makes what it wrote the newest version. It keeps the channel's limits and the workspace's floor of quality; otherwise the draft
/// stays as it is, and says why.
/// </summary>
sealed class DraftWriting(ToombosDb db, SaveVersion save, Questions questions, DraftAsking asking)
{
    /// <param name="place">Where the draft stands among others that belong together, if it does.</param>
    /// <param name="hear">Makes the one who hears the model write, if somebody is to.</param>
    public async Task<DraftWritten> RunAsync(OpenDraft open, string? brief, bool fresh, DraftPlace? place, JobRun run, Func<NumberedBlocks, ModelListener>? hear, CancellationToken ct)
    {
        var blocks = new NumberedBlocks(open.Items);
        await blocks.TellAsync(run);
        ModelOutcome<DraftContent> outcome;
        try
        {
            outcome = await asking.AskAsync(open, blocks, await questions.DraftAsync(open, blocks, brief, ct, place: place) with { Fresh = fresh }, hear?.Invoke(blocks), ct);
        }
        catch (DomainRuleException refused)
        {
            return await GiveUpAsync(open, run, refused.Code, refused.Message, ct);
        }
        foreach (var refusal in outcome.Refusals) await run.NoteAsync(refusal);
        if (outcome.Value is not { } content)
            return await GiveUpAsync(open, run, "models.none", $"No model wrote it, so the text of the built-in composer stays. {outcome.Why}", ct);
        return await db.InTransactionAsync<DraftWritten>(async () =>
        {
            await run.HoldAsync(db, ct);
            await save.RunAsync(open, content, $"Written by {outcome.Model}", ct, outcome.ToWriting());
            await db.LiveSentences.Where(s => s.JobId == run.Id).ExecuteDeleteAsync(ct);
            return new(null, $"{outcome.Model} wrote it for ${outcome.Cost:0.####}.");
        }, ct);
    }

    async Task<DraftWritten> GiveUpAsync(OpenDraft open, JobRun run, string code, string sentence, CancellationToken ct)
    {
        await db.InTransactionAsync(async () =>
        {
            await run.HoldAsync(db, ct);
            open.Draft.NoteWriting(sentence);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return new(code, sentence);
    }
}
