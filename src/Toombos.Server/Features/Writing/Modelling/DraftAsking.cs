using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Has a model answer a question for a draft: what it answers is read, and held to the channel's limits and the workspace's floor of quality.</summary>
sealed class DraftAsking(ToombosDb db, ModelDesk models)
{
    /// <param name="also">Has the last word on what was read.</param>
    public async Task<ModelOutcome<DraftContent>> AskAsync(
        OpenDraft open, NumberedBlocks blocks, ModelQuestion question, ModelListener? heard, CancellationToken ct, Func<ModelReading<DraftContent>, ModelReading<DraftContent>>? also = null)
    {
        var judge = new WritingJudge(open, (await db.ModelPolicyAsync(ct)).QualityFloor);
        return await models.AskAsync(question, Read, heard, ct);

        ModelReading<DraftContent> Read(string text)
        {
            var reading = judge.Judge(WrittenDraft.Read(text, open, blocks));
            return also is null ? reading : also(reading);
        }
    }
}
