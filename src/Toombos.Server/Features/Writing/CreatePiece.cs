using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Piece;

namespace Toombos.Server.Features.Writing;

/// <summary>Writes a piece: drafts for the chosen channels from the chosen items of a snapshot.</summary>
static class CreatePiece
{
    const int MostItems = 2_000;
    const int MostCharacters = 2_000_000;
    const int LongestBeginning = 80;

    public static async Task<Created<Wire>> Handle(CreatePieceRequest request, ToombosDb db, UsageDesk usage, PieceModels models, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        await usage.RequireLeftAsync(Quota.Pieces, ct);
        var (piece, drafts) = await PrepareAsync(request, db, tenant, clock, ct);
        if (request.WithModel) await models.EstimateAsync(drafts, request.Briefs, ct);
        db.Pieces.Add(piece);
        db.Drafts.AddRange(drafts.Select(d => d.Draft));
        db.DraftVersions.AddRange(drafts.Select(d => d.Version));
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await usage.TakeAsync(Quota.Pieces, 1, ct);
                await db.SaveChangesAsync(ct);
                if (request.WithModel) await models.QueueAsync(drafts, request.Briefs, ct);
                return await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException)
        {
            // The source was removed while we wrote, and with it what the piece hangs on.
            if (await db.Sources.AnyAsync(s => s.Id == piece.SourceId, ct)) throw;
            throw Missing.Of("source");
        }
        return TypedResults.Created($"/v1/pieces/{piece.Id}", piece.ToWire(drafts.Select(d => d.Draft)));
    }

    /// <summary>What having models write the piece may cost; nothing is saved.</summary>
    public static async Task<Ok<PieceEstimate>> Estimate(CreatePieceRequest request, ToombosDb db, PieceModels models, Tenant tenant, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await models.EstimateAsync((await PrepareAsync(request, db, tenant, clock, ct)).Drafts, request.Briefs, ct));

    static async Task<(Piece Piece, IReadOnlyList<OpenDraft> Drafts)> PrepareAsync(CreatePieceRequest request, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.SourceId, ct) ?? throw Missing.Of("source");
        var snapshotId = request.SnapshotId ?? source.LatestSnapshotId;
        var snapshot = await db.Snapshots.Where(s => s.Id == snapshotId && s.SourceId == source.Id).Select(Documents.Snapshot.AsWire).FirstOrDefaultAsync(ct)
            ?? throw Missing.Of("snapshot");
        var workspace = await db.CurrentWorkspaceAsync(ct);
        var items = await db.ItemsOfAsync(snapshot.Id, ct);
        RefuseTooMuch(request.Items is { } keys ? items.Where(i => keys.Contains(i.Key)) : items);

        var result = Drafting.Run(new()
        {
            Title = snapshot.Title ?? source.Name, Items = items, Chosen = request.Items, Channels = request.Channels,
            Voice = request.Voice, Template = request.Template, Since = request.Since, WebPosts = request.WebPosts,
            Language = snapshot.Language, Brand = workspace.Brand,
        });

        var now = clock.GetUtcNow();
        var piece = new Piece
        {
            SourceId = source.Id, SnapshotId = snapshot.Id, Title = Short(request.Title ?? snapshot.Title ?? source.Name, 200), Voice = result.Voice, Template = result.Template,
            CreatedAt = now, Items = [.. result.Used.Select(i => i.Key)], LeftOut = result.LeftOut,
        };
        return (piece, [.. result.Drafts.Select((written, position) =>
        {
            var draft = NewDraft(piece, written, position, now);
            var version = new DraftVersion
            {
                DraftId = draft.Id, Number = 1, Content = written.Content, ContentHash = DraftVersion.HashOf(written.Content), Checks = written.Checks,
                CreatedAt = now, CreatedBy = tenant.Actor, Note = "Written by the built-in composer",
            };
            return new OpenDraft(draft, version, piece, result.Used, workspace.Brand, written.Channel);
        })]);
    }

    /// <summary>One request must not occupy the server for long: writing takes a second per million characters or so.</summary>
    static void RefuseTooMuch(IEnumerable<Item> chosen)
    {
        int items = 0, characters = 0;
        foreach (var item in chosen)
        {
            items++;
            foreach (var block in item.Blocks) characters += block.Text.Length;
        }
        if (items <= MostItems && characters <= MostCharacters) return;
        throw new DomainRuleException("piece.too-large",
            string.Create(CultureInfo.InvariantCulture, $"A piece is written from at most {MostItems:N0} items and {MostCharacters:N0} characters; this would be {items:N0} and {characters:N0}. Choose fewer items."), StatusCodes.Status413PayloadTooLarge);
    }

    static Draft NewDraft(Piece piece, CheckedDraft written, int position, DateTimeOffset now)
    {
        var draft = new Draft
        {
            PieceId = piece.Id, Position = position, Channel = written.Channel.Kind, ItemKey = written.Item, UpdatedAt = now, VersionNumber = 1,
            Title = TitleOf(written.Content, written.Channel.Family),
        };
        draft.Show(written.Checks);
        return draft;
    }

    /// <summary>What lists, publications and jobs call a draft: its subject or title, or how its text begins.</summary>
    public static string TitleOf(DraftContent content, ChannelFamily family) =>
        ((family == ChannelFamily.Email ? content.TextOf(PartRole.Subject) : null) ?? content.TextOf(PartRole.Title)) is { } title ? Short(title, 300)
            : BeginningOf((content.Posts is [var first, ..] ? first.Split('\n')[0] : null) ?? content.Body.FirstOrDefault()?.Text ?? "Untitled");

    static string BeginningOf(string text) => TextCut.AtWord(text, LongestBeginning) is var cut && cut.Length < text.Length ? cut + "…" : text;

    static string Short(string text, int max)
    {
        if (text.Length <= max) return text;
        var cut = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..cut] + "…";
    }
}
