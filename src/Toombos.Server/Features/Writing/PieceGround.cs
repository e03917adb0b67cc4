using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Source = Toombos.Server.Features.Documents.Source;
using Snapshot = Toombos.Client.Documents.Snapshot;

namespace Toombos.Server.Features.Writing;

/// <summary>A piece that is not saved yet.</summary>
sealed record NewPiece(Piece Piece, IReadOnlyList<OpenDraft> Drafts);

/// <summary>What pieces are written from: a snapshot with its items, and how the workspace sounds. Read once, whatever the number of pieces.</summary>
sealed record PieceGround(Source Source, Snapshot Snapshot, IReadOnlyList<Item> Items, Brand Brand, HouseVoice? House, string Actor, DateTimeOffset Now)
{
    const int MostItems = 2_000;
    const int MostCharacters = 2_000_000;

    /// <summary>What the document is called.</summary>
    public string Title => Snapshot.Title ?? Source.Name;

    public static async Task<PieceGround> ReadAsync(Guid sourceId, Guid? snapshotId, string? voice, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == sourceId, ct) ?? throw Missing.Of("source");
        var id = snapshotId ?? source.LatestSnapshotId;
        var snapshot = await db.Snapshots.Where(s => s.Id == id && s.SourceId == source.Id).Select(Documents.Snapshot.AsWire).FirstOrDefaultAsync(ct) ?? throw Missing.Of("snapshot");
        var workspace = await db.CurrentWorkspaceAsync(ct);
        var items = await db.ItemsOfAsync(snapshot.Id, ct);
        return new(source, snapshot, items, workspace.Brand, await db.HouseVoiceAsync(voice ?? workspace.Brand.Voice, ct), tenant.Actor, clock.GetUtcNow());
    }

    /// <param name="heading">What texts about several items are called; the document's title when left out.</param>
    /// <param name="place">The chain that it belongs to, if any.</param>
    public NewPiece Write(CreatePieceRequest request, string? heading = null, ChainSpot? place = null)
    {
        RefuseTooMuch(request.Items is { } keys ? Items.Where(i => keys.Contains(i.Key)) : Items);
        var result = Drafting.Run(new()
        {
            Title = heading ?? Title, Items = Items, Chosen = request.Items, Channels = request.Channels, Voice = request.Voice, House = House, Template = request.Template, Since = request.Since,
            WebPosts = request.WebPosts, Language = Snapshot.Language, Brand = Brand, Line = place?.Line,
        });
        var piece = new Piece
        {
            SourceId = Source.Id, SnapshotId = Snapshot.Id, Title = CreatePiece.Short(request.Title ?? Title, 200), Voice = result.Voice, Template = result.Template,
            CreatedAt = Now, Items = [.. result.Used.Select(i => i.Key)], LeftOut = result.LeftOut, ChainId = place?.ChainId, ChainStep = place?.Step, ChainLine = place?.Line,
        };
        return new(piece, [.. result.Drafts.Select((written, position) => Open(piece, written, position, result.Used))]);
    }

    OpenDraft Open(Piece piece, CheckedDraft written, int position, IReadOnlyList<Item> used)
    {
        var draft = new Draft
        {
            PieceId = piece.Id, Position = position, Channel = written.Channel.Kind, ItemKey = written.Item, UpdatedAt = Now, VersionNumber = 1,
            Title = CreatePiece.TitleOf(written.Content, written.Channel.Family),
        };
        draft.Show(written.Content, written.Checks);
        var version = new DraftVersion
        {
            DraftId = draft.Id, SnapshotId = Snapshot.Id, Number = 1, Content = written.Content, ContentHash = DraftVersion.HashOf(written.Content), Checks = written.Checks,
            CreatedAt = Now, CreatedBy = Actor, Note = "Written by the built-in composer",
        };
        return new(draft, version, piece, Snapshot.Id, used, Brand, written.Channel) { House = House };
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
}

/// <summary>Where a piece is to stand in a chain.</summary>
/// <param name="Line">The line that says so to readers, such as "Part 2 of 4."; null where none does.</param>
sealed record ChainSpot(Guid ChainId, int Step, string? Line);
