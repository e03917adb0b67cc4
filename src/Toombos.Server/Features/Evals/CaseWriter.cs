using Toombos.Client.Checks;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Piece = Toombos.Server.Features.Writing.Piece;
using Draft = Toombos.Server.Features.Writing.Draft;
using DraftVersion = Toombos.Server.Features.Writing.DraftVersion;
using Prompt = Toombos.Server.Features.Writing.Modelling.Prompt;

namespace Toombos.Server.Features.Evals;

/// <summary>A case as one side would have it written.</summary>
sealed record CaseTake(OpenDraft Open, NumberedBlocks Blocks, ModelQuestion Question)
{
    /// <summary>Whether asking this is asking the other, so that one answer is both.</summary>
    public bool AsksTheSameAs(CaseTake other) =>
        Question.Only == other.Question.Only && Question.System == other.Question.System && Question.User == other.Question.User && Open.Piece.Voice == other.Open.Piece.Voice;
}

/// <summary>What came of having a case written.</summary>
sealed record CaseText(EvalScore Score, DraftContent? Content, CheckReport? Checks);

/// <summary>Has models write a case as they would write a draft, by the same questions, limits and checks, and measures what they wrote. Nothing becomes a draft.</summary>
sealed class CaseWriter(ToombosDb db, PromptDesk prompts, Questions questions, ModelDesk models, DraftAsking asking)
{
    /// <param name="tried">Null for how things are now.</param>
    public async Task<CaseTake> PrepareAsync(EvalCase one, TriedChange? tried, bool fresh, CancellationToken ct)
    {
        var open = await OpenAsync(one, tried?.Voice ?? one.Voice, ct);
        var blocks = new NumberedBlocks(open.Items);
        prompts.Try(tried?.Prompt);
        return new(open, blocks, await questions.DraftAsync(open, blocks, one.Brief, ct) with { DraftId = null, Only = tried?.Route, Fresh = fresh });
    }

    public Task<ModelEstimate> EstimateAsync(CaseTake take, CancellationToken ct) => models.EstimateAsync(take.Question, ct);

    /// <exception cref="Platform.Http.DomainRuleException"><c>models.budget</c>: a cap would be passed, so nothing can be said of the case.</exception>
    public async Task<CaseText> WriteAsync(CaseTake take, CancellationToken ct)
    {
        var outcome = await asking.AskAsync(take.Open, take.Blocks, take.Question, null, ct);
        var checks = outcome.Value is { } content ? take.Open.Check(content) : null;
        return new(ScoreOf(outcome, checks), outcome.Value, checks);
    }

    async Task<OpenDraft> OpenAsync(EvalCase one, string voice, CancellationToken ct)
    {
        var piece = new Piece { SourceId = Guid.Empty, SnapshotId = Guid.Empty, Title = one.Name, Voice = voice, Template = one.Template, CreatedAt = one.CreatedAt, Items = [.. one.Items.Select(i => i.Key)], LeftOut = [] };
        var draft = new Draft { PieceId = piece.Id, Position = 0, Channel = one.Channel, Title = one.Name, UpdatedAt = one.CreatedAt };
        var channel = ChannelKinds.Find(one.Channel)!;
        var version = new DraftVersion { DraftId = draft.Id, SnapshotId = Guid.Empty, Number = 1, Content = one.Content, ContentHash = "", Checks = NoChecks, CreatedAt = one.CreatedAt, CreatedBy = one.CreatedBy, Note = "" };
        return new(draft, version, piece, Guid.Empty, one.Items, (await db.CurrentWorkspaceAsync(ct)).Brand, channel) { House = await db.HouseVoiceAsync(voice, ct) };
    }

    static readonly CheckReport NoChecks = new() { Findings = [], Claims = [], Measures = [], Quality = new(0, "", [], [], new(0, 0, 0, 0, 0, 0, 0, 0)) };

    static EvalScore ScoreOf(ModelOutcome<DraftContent> outcome, CheckReport? checks)
    {
        var score = new EvalScore
        {
            Written = checks is not null, Problem = checks is null ? outcome.Why : null, Model = outcome.Model, Prompt = outcome.Prompt, InputTokens = outcome.Use.InputTokens, OutputTokens = outcome.Use.OutputTokens,
            Cost = outcome.Cost, Milliseconds = outcome.Use.Milliseconds, Known = checks is not null && outcome.Use.Calls == 0,
        };
        return checks is null ? score : score with
        {
            Quality = checks.Quality.Total, Dimensions = checks.Quality.Dimensions, Supported = checks.Claims.Count(c => !c.IsOpen),
            Unsupported = checks.Claims.Count(c => c.Verdict == ClaimVerdict.Unsupported), Contradicted = checks.Claims.Count(c => c.Verdict == ClaimVerdict.Contradicted),
            Open = [.. checks.Claims.Where(c => c.IsOpen).OrderByDescending(c => c.Verdict).Select(c => new EvalClaim(c.Text, c.Verdict, c.Evidence?.Text))],
            Voice = checks.Voice?.Total, BrokenRules = [.. (checks.Voice?.Rules ?? []).Where(r => r.Score < 100).Select(r => r.Message)], WithinLimits = checks.Measures.All(m => m.Fits),
        };
    }
}
