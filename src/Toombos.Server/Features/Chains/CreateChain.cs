using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Chains;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Chains.Chain;

namespace Toombos.Server.Features.Chains;

/// <summary>
/// Makes a chain: plans which items go into which step, has the built-in composer write every step's piece at once, and where a model is wanted has a job write the
/// drafts after that. Nothing of it depends on a model.
/// </summary>
static class CreateChain
{
    public static async Task<Created<Wire>> Handle(CreateChainRequest request, ToombosDb db, UsageDesk usage, ChainPlanner planner, ChainModels models, ChainDesk desk, SavePieces save, JobQueue queue, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var ground = await PieceGround.ReadAsync(request.SourceId, request.SnapshotId, request.Voice, db, tenant, clock, ct);
        var outline = ChainOutline.Of(request, ground);
        await usage.RequireLeftAsync(Quota.Pieces, ct, outline.Steps.Count);
        var (id, byRule) = (Guid.CreateVersion7(), outline.ByRule());
        // Written before a model is asked to plan, so that whatever is asked wrongly costs nothing.
        var pieces = Write(id, request, ground, outline, byRule);
        var plan = new ChainPlan(byRule, null, null);
        if (request.WithModel)
        {
            await models.EstimateAsync(outline, byRule, pieces, ground, ct);
            plan = await planner.PlanAsync(outline, ground, ct);
            if (plan.By is not null) pieces = Write(id, request, ground, outline, plan.Steps);
        }
        var chain = new Chain
        {
            Id = id, SourceId = ground.Source.Id, SnapshotId = ground.Snapshot.Id, Kind = outline.Template.Kind.Name, KindVersion = outline.Template.Kind.Version, Title = TitleOf(request, ground, outline),
            CreatedAt = ground.Now, CreatedBy = AuditedText.Clean(ground.Actor, AuditRow.NameLength), StartsOn = request.StartsOn, PlannedBy = plan.By, PlanProblem = plan.Problem is { } why ? CreatePiece.Short(why, Chain.ProblemLength) : null,
            Steps = [.. plan.Steps.Select(s => new ChainStep { Number = s.Step.Number, Title = s.Step.Title, Purpose = s.Step.Purpose, Day = s.Step.Day, Brief = s.Step.Brief, Items = [.. s.Items.Select(i => new ChainItem(i.Key, i.Title))] })],
            Items = [.. outline.Usable.Select(i => new ChainItem(i.Key, i.Title))],
        };
        db.Chains.Add(chain);
        await save.RunAsync(pieces, () => request.WithModel ? QueueAsync(chain, queue, ct) : Task.CompletedTask, ct);
        return TypedResults.Created($"/v1/chains/{chain.Id}", await desk.ShowAsync(chain, ct));
    }

    /// <summary>What having a model plan and write the chain may cost; nothing is saved.</summary>
    public static async Task<Ok<PieceEstimate>> Estimate(CreateChainRequest request, ToombosDb db, ChainModels models, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var ground = await PieceGround.ReadAsync(request.SourceId, request.SnapshotId, request.Voice, db, tenant, clock, ct);
        var outline = ChainOutline.Of(request, ground);
        var steps = outline.ByRule();
        return TypedResults.Ok(await models.EstimateAsync(outline, steps, Write(Guid.CreateVersion7(), request, ground, outline, steps), ground, ct));
    }

    static Task<JobRow> QueueAsync(Chain chain, JobQueue queue, CancellationToken ct) => queue.AddAsync(ChainPayload.Kind, new ChainPayload(chain.Id), new()
    {
        Title = $"Write '{chain.Title}'", Key = chain.Id.ToString("N"), Priority = 2, Related = new Dictionary<string, Guid> { ["chainId"] = chain.Id },
    }, ct);

    static string TitleOf(CreateChainRequest request, PieceGround ground, ChainOutline outline) => CreatePiece.Short(request.Title?.Trim() is { Length: > 0 } title ? title : $"{outline.Template.Kind.Title}: {ground.Title}", Chain.TitleLength);

    static IReadOnlyList<NewPiece> Write(Guid chain, CreateChainRequest request, PieceGround ground, ChainOutline outline, IReadOnlyList<PlannedStep> steps)
    {
        var title = TitleOf(request, ground, outline);
        return [.. steps.Select(s => ground.Write(
            new()
            {
                SourceId = ground.Source.Id, Title = $"{s.Step.Title} · {title}", Items = [.. s.Items.Select(i => i.Key)], Channels = [.. s.Step.Channels.Select(c => c.Kind)], Voice = request.Voice, Template = request.Template,
                WebPosts = s.Items.Count > 1 ? WebPosts.Digest : WebPosts.PerItem,
            },
            HeadingOf(s, ground), new(chain, s.Step.Number, outline.Template.LineOf(ground.Snapshot.Language, s.Step.Number, steps.Count))))];
    }

    /// <summary>A post about several items is called what its first item is called, so that the posts of one document are not all called the same.</summary>
    static string? HeadingOf(PlannedStep step, PieceGround ground)
    {
        if (step.Step.Channels.Any(c => c.Family != ChannelFamily.Web)) return null;
        var keys = step.Items.Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
        return ground.Items.Where(i => keys.Contains(i.Key)).OrderByDescending(i => i.Flags.Featured).ThenBy(i => i.Flags.Priority).First().Title;
    }
}
