using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Writing.Updating;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>
/// Has a model word the sentences of an update, all in one question. A wording is used where it is whole, fits, and the new line bears out every claim of it;
/// elsewhere the built-in one stands.
/// </summary>
sealed class ModelUpdates(DraftUpdates updates, Questions questions, ModelDesk models, ISentenceRewriter plain)
{
    /// <summary>The update, and how a model worded it: null where no sentence was there to be worded.</summary>
    /// <exception cref="Platform.Http.DomainRuleException"><c>models.budget</c>, 402; <c>models.none</c> where no model gave an answer that can be read.</exception>
    public async Task<(DraftLook Look, ModelWriting? Writing)> LookAsync(OpenDraft open, bool fresh, CancellationToken ct)
    {
        ModelWriting? writing = null;
        var look = await updates.LookAsync(open, ct, async (updated, tasks) =>
        {
            var outcome = await models.AskAsync(await questions.UpdateAsync(updated, tasks, ct) with { Fresh = fresh }, Read, null, ct);
            if (outcome.Value is not { } answer) throw new Platform.Http.DomainRuleException("models.none", $"No model rewrote it. {outcome.Why}");
            writing = outcome.ToWriting();
            return new ModelRewriter(updated, tasks, answer, plain);
        });
        return (look, writing);
    }

    /// <summary>What that may cost: nothing where no sentence is there to be worded.</summary>
    public async Task<ModelEstimate> EstimateAsync(OpenDraft open, bool fresh, CancellationToken ct)
    {
        ModelEstimate? estimate = null;
        await updates.LookAsync(open, ct, async (updated, tasks) =>
        {
            estimate = await models.EstimateAsync(await questions.UpdateAsync(updated, tasks, ct) with { Fresh = fresh }, ct);
            return null;
        });
        return estimate ?? throw new Platform.Http.DomainRuleException("draft.up-to-date", "No sentence of this version has to be worded anew.");
    }

    static ModelReading<UpdatedAnswer> Read(string text) =>
        LooseJson.Read(text, WrittenJson.Default.UpdatedAnswer) is { Sentences.Count: > 0 } answer ? new(answer, null) : new(null, "There is no JSON object with sentences.");

    /// <summary>Looks up what the model answered to the same task.</summary>
    sealed class ModelRewriter(OpenDraft updated, IReadOnlyList<SentenceTask> tasks, UpdatedAnswer answer, ISentenceRewriter plain) : ISentenceRewriter
    {
        readonly Wordings _wordings = new(updated);
        readonly Dictionary<(string, string, string), string> _words = answer.Sentences!.Where(s => s.N > 0 && s.N <= tasks.Count).DistinctBy(s => s.N).Select(s => (Task: tasks[s.N - 1], Text: WrittenDraft.Clean(s.Text)))
            .DistinctBy(s => KeyOf(s.Task)).ToDictionary(s => KeyOf(s.Task), s => s.Text);

        public async Task<DraftSentence?> RewriteAsync(SentenceTask task, CancellationToken ct) =>
            _words.GetValueOrDefault(KeyOf(task)) is { Length: > 0 } text && text != task.Sentence.Text && !WrittenDraft.LeadsAway(text) && task.Fits(text) && _wordings.OpenClaimIn(text, task.Blocks) is null
                ? new(text, text == task.After ? SentenceOrigin.Verbatim : SentenceOrigin.Generated, task.Blocks) : await plain.RewriteAsync(task, ct);

        static (string, string, string) KeyOf(SentenceTask task) => (task.Sentence.Text, task.Before, task.After);
    }
}
