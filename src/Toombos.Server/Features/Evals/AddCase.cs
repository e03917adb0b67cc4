using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Evals;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Evals.EvalCase;

namespace Toombos.Server.Features.Evals;

/// <summary>Makes a case of a draft: a copy of its newest version and of what it rests on.</summary>
static class AddCase
{
    const int Most = 50;

    public static async Task<Created<Wire>> Handle(AddEvalCaseRequest request, ToombosDb db, DraftDesk drafts, PromptDesk prompts, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(request.DraftId, null, ct);
        if (request.Brief is { } brief) await prompts.OfAsync(PromptKind.Brief, "brief", brief, open, ct);
        var made = new EvalCase
        {
            Name = request.Name is { } name ? Typed.Name("name", name) : CreatePiece.Short(open.Draft.Title, EvalCase.NameLength), DraftId = open.Draft.Id, Channel = open.Channel.Kind, Voice = open.Piece.Voice,
            Template = open.Piece.Template, Brief = request.Brief, Items = open.Items, Content = open.Version.Content, CreatedAt = clock.GetUtcNow(), CreatedBy = AuditedText.Clean(tenant.Actor, 100),
        };
        await db.InTransactionAsync(async () =>
        {
            if (await db.EvalCases.AnyAsync(c => c.DraftId == made.DraftId && c.Brief == made.Brief, ct))
                throw new DomainRuleException("eval-case.exists", "This draft is in the golden set already. Remove that case first to take the draft as it is now.");
            if (await db.EvalCases.CountAsync(ct) >= Most) throw new DomainRuleException("eval-case.too-many", $"A golden set has at most {Most} cases. Remove one that tells little.");
            db.EvalCases.Add(made);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Created($"/v1/evals/cases/{made.Id}", made.ToWire());
    }
}
