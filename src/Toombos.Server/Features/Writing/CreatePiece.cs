using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Piece;

namespace Toombos.Server.Features.Writing;

/// <summary>Writes a piece: drafts for the chosen channels from the chosen items of a snapshot.</summary>
static class CreatePiece
{
    const int LongestBeginning = 80;

    public static async Task<Created<Wire>> Handle(CreatePieceRequest request, ToombosDb db, UsageDesk usage, PieceModels models, SavePieces save, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        await usage.RequireLeftAsync(Quota.Pieces, ct);
        var written = await PrepareAsync(request, db, tenant, clock, ct);
        var (piece, drafts) = written;
        if (request.WithModel) await models.EstimateAsync(drafts, request.Briefs, ct);
        await save.RunAsync([written], () => request.WithModel ? models.QueueAsync(drafts, request.Briefs, ct) : Task.CompletedTask, ct);
        return TypedResults.Created($"/v1/pieces/{piece.Id}", piece.ToWire(drafts.Select(d => d.Draft)));
    }

    /// <summary>What having models write the piece may cost; nothing is saved.</summary>
    public static async Task<Ok<PieceEstimate>> Estimate(CreatePieceRequest request, ToombosDb db, PieceModels models, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await models.EstimateAsync((await PrepareAsync(request, db, tenant, clock, ct)).Drafts, request.Briefs, ct));

    static async Task<NewPiece> PrepareAsync(CreatePieceRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        (await PieceGround.ReadAsync(request.SourceId, request.SnapshotId, request.Voice, db, tenant, clock, ct)).Write(request);

    /// <summary>What lists, publications and jobs call a draft: its subject or title, or how its text begins.</summary>
    public static string TitleOf(DraftContent content, ChannelFamily family) =>
        ((family == ChannelFamily.Email ? content.TextOf(PartRole.Subject) : null) ?? content.TextOf(PartRole.Title)) is { } title ? Short(title, 300)
            : BeginningOf((content.Posts is [var first, ..] ? first.Split('\n')[0] : null) ?? content.Body.FirstOrDefault()?.Text ?? "Untitled");

    static string BeginningOf(string text) => TextCut.AtWord(text, LongestBeginning) is var cut && cut.Length < text.Length ? cut + "…" : text;

    internal static string Short(string text, int max)
    {
        if (text.Length <= max) return text;
        var cut = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..cut] + "…";
    }
}
