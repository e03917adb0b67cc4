using Microsoft.EntityFrameworkCore;
using Toombos.Client.Chains;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using DraftContent = Toombos.Client.Writing.DraftContent;

namespace Toombos.Server.Features.Chains;

/// <summary>The job that has a model write the drafts of a chain.</summary>
public sealed record ChainPayload(Guid ChainId)
{
    public const string Kind = "chain";
}

/// <summary>
/// Has a model write the drafts of a chain one after the other, each knowing what those before it say. A draft that can't be written keeps the composer's text and says why;
/// one that somebody has changed since is left alone. A retry does only the rest.
/// </summary>
sealed class WriteChain(ToombosDb db, DraftDesk desk, DraftWriting writing, Outbound outbound) : IJobHandler<ChainPayload>
{
    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromHours(2) };

    public async Task<JobOutcome> RunAsync(ChainPayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        if (await db.Chains.AsNoTracking().FirstOrDefaultAsync(c => c.Id == payload.ChainId, ct) is not { } chain) return Gone;
        var drafts = await (from piece in db.Pieces join draft in db.Drafts on piece.Id equals draft.PieceId where piece.ChainId == chain.Id orderby piece.ChainStep, draft.Position select new Place(piece.ChainStep ?? 1, draft.Id)).ToListAsync(ct);
        var (told, written, problems) = (new List<ToldText>(), 0, new List<DraftWritten>());
        for (var n = 0; n < drafts.Count; n++)
        {
            ct.ThrowIfCancellationRequested();
            var (at, step) = (drafts[n], chain.Steps.First(s => s.Number == drafts[n].Step));
            if (!await db.Drafts.AnyAsync(d => d.Id == at.DraftId, ct)) continue; // removed meanwhile
            var open = await desk.OpenAsync(at.DraftId, null, ct);
            await run.ReportAsync(n, drafts.Count, $"{step.Title}, for {open.Channel.Name}");
            if (open.Version.Writing is not null) written++; // by an attempt before this one
            else if (open.Draft.VersionNumber != 1) await run.NoteAsync($"{step.Title}, for {open.Channel.Name}: somebody has changed it, so it is left alone.");
            else if (await WriteAsync(chain, step, open, Earlier(told, at.Step, open.Draft.Channel), run, ct) is { Code: not null } problem) problems.Add(problem);
            else written++;
            // As its readers have it by now, whoever wrote it.
            if (await NewestAsync(at.DraftId, ct) is { } text) told.Add(new(at.Step, open.Draft.Channel, EarlierText.Of(at.Step, open.Channel.Name, open.Channel.Family, text)));
        }
        await run.ReportAsync(drafts.Count, drafts.Count);
        return problems switch
        {
            [] => new JobOutcome.Completed($"{written} of {drafts.Count} drafts are written by a model."),
            [var first, ..] when written == 0 => new JobOutcome.Failed(first.Code!, first.Sentence),
            [var first, ..] => new JobOutcome.Partial(first.Code!, $"{written} of {drafts.Count} drafts are written by a model; the others keep the text of the built-in composer. {first.Sentence}"),
        };
    }

    async Task<DraftWritten> WriteAsync(Chain chain, ChainStep step, OpenDraft open, IReadOnlyList<EarlierText> earlier, JobRun run, CancellationToken ct)
    {
        var place = new DraftPlace(ChainKinds.All.GetValueOrDefault(chain.Kind)?.Kind.Title ?? chain.Kind, step.Title, step.Purpose, step.Number, chain.Steps.Count, earlier);
        DraftWritten done;
        try
        {
            done = await writing.RunAsync(open, BriefOf(open, step), fresh: false, place, run, null, ct);
        }
        catch (DomainRuleException refused)
        {
            // Somebody saved a version while the model wrote, or removed the draft.
            db.ChangeTracker.Clear();
            done = new(refused.Code, refused.Message);
        }
        await run.NoteAsync($"{step.Title}, for {open.Channel.Name}: {done.Sentence}");
        return done;
    }

    /// <summary>A kind of text that is no longer there is one that nobody asks for.</summary>
    static string? BriefOf(OpenDraft open, ChainStep step) => Prompt.All.ContainsKey($"brief.{step.Brief}") ? PieceModels.BriefOf(open, [step.Brief]) : null;

    /// <summary>The text of its newest version; null where it was removed.</summary>
    Task<DraftContent?> NewestAsync(Guid id, CancellationToken ct) =>
        (from draft in db.Drafts join version in db.DraftVersions on new { DraftId = draft.Id, Number = draft.VersionNumber } equals new { version.DraftId, version.Number } where draft.Id == id select version.Content).FirstOrDefaultAsync(ct);

    /// <summary>One text of each earlier step: the one for the same channel, else the first.</summary>
    static List<EarlierText> Earlier(List<ToldText> told, int step, string channel) =>
        [.. told.Where(t => t.Step < step).GroupBy(t => t.Step).Select(g => g.FirstOrDefault(t => t.Channel == channel, g.First()).Text)];

    static JobOutcome.Failed Gone => new("chain.not-found", "The chain was removed, so nothing was written.");

    sealed record Place(int Step, Guid DraftId);

    sealed record ToldText(int Step, string Channel, EarlierText Text);
}
