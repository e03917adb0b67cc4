using Microsoft.EntityFrameworkCore;
using Toombos.Client.Stale;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Publication = Toombos.Server.Features.Publishing.Publication;
using Wire = Toombos.Client.Stale.StaleDraft;

namespace Toombos.Server.Features.Stale;

/// <summary>Shows rows with the names of what they hang on and where their texts are out; the same few queries for one as for a page.</summary>
sealed class StaleViews(ToombosDb db)
{
    const int MostPlaces = 5;

    public async Task<IReadOnlyDictionary<Guid, Wire>> ShowAsync(IReadOnlyList<StaleDraft> rows, CancellationToken ct)
    {
        var (drafts, pieces, sources) = (rows.Select(r => r.DraftId).ToHashSet(), rows.Select(r => r.PieceId).ToHashSet(), rows.Select(r => r.SourceId).ToHashSet());
        var draft = await db.Drafts.AsNoTracking().Where(d => drafts.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        var piece = await db.Pieces.Where(p => pieces.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Title, ct);
        var source = await db.Sources.Where(s => sources.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var places = (await db.OutNow.AsNoTracking().Where(p => drafts.Contains(p.DraftId)).OrderByDescending(p => p.Id).ToListAsync(ct)).ToLookup(p => (p.DraftId, p.VersionNumber));
        return rows.Where(r => draft.ContainsKey(r.DraftId)).ToDictionary(r => r.Id, r => Show(r, draft[r.DraftId], piece[r.PieceId], source[r.SourceId], [.. places[(r.DraftId, r.VersionNumber)].Take(MostPlaces)]));
    }

    static Wire Show(StaleDraft row, Draft draft, string piece, string source, IReadOnlyList<Publication> places)
    {
        var newest = row.VersionNumber == draft.VersionNumber;
        return new()
        {
            Id = row.Id, DraftId = row.DraftId, VersionNumber = row.VersionNumber, IsNewest = newest, Channel = draft.Channel, Title = places is [var first, ..] && !newest ? first.Title : draft.Title,
            PieceId = row.PieceId, PieceTitle = piece, SourceId = row.SourceId, SourceName = source,
            State = places.Count > 0 ? StaleState.Published : newest && draft.ApprovedHash is not null ? StaleState.Approved : StaleState.Draft,
            Published = [.. places.Select(Show)], Then = new(row.ThenId, row.ThenNumber, row.ThenAt), Now = new(row.NowId, row.NowNumber, row.NowAt),
            Sentences = row.Sentences, ChangeCount = row.ChangeCount, Changes = row.Changes, Since = row.Since,
            Ignored = row.IgnoredAt is { } at ? new(row.IgnoredBy!, row.IgnoredReason!, at) : null,
        };
    }

    static StalePlace Show(Publication publication) => new()
    {
        PublicationId = publication.Id, ChannelId = publication.ChannelId, ChannelName = publication.ChannelName, ChannelKind = publication.ChannelKind, At = publication.FinishedAt, Address = publication.Address,
        Replaceable = CanReplace(publication),
    };

    /// <summary>Pages keep their address and take a new text, and so do posts at some networks; everything else stays as it arrived.</summary>
    public static bool CanReplace(Publication publication) => publication.Slug is not null || ConnectorList.Find(publication.ChannelKind)?.Edits == true;
}
