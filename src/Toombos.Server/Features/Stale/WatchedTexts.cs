using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Features.Publishing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Publication = Toombos.Server.Features.Publishing.Publication;

namespace Toombos.Server.Features.Stale;

/// <summary>The texts that are watched: the newest version of each draft, and what readers have in front of them.</summary>
static class WatchedTexts
{
    extension(ToombosDb db)
    {
        /// <summary>What is out, or about to be, and was not replaced by a later version in the same place.</summary>
        public IQueryable<Publication> OutNow
        {
            get
            {
                var all = db.Publications.Where(p => !p.DryRun);
                return all.Where(p => !p.Withdraws
                    && (p.State == PublicationState.Published || p.State == PublicationState.Partial || p.State == PublicationState.Publishing || p.State == PublicationState.Unknown)
                    && !all.Any(later => later.DraftId == p.DraftId && later.ChannelId == p.ChannelId && later.AudienceId == p.AudienceId && later.Id > p.Id
                        && (later.State == PublicationState.Published || later.State == PublicationState.Partial)));
            }
        }

        /// <summary>All watched versions of drafts that were written from a source.</summary>
        public IQueryable<DraftVersion> WatchedOf(Guid source)
        {
            var publications = db.OutNow;
            return from version in db.DraftVersions.AsNoTracking()
                   join draft in db.Drafts on version.DraftId equals draft.Id
                   join piece in db.Pieces on draft.PieceId equals piece.Id
                   where piece.SourceId == source
                       && (version.Number == draft.VersionNumber || publications.Any(p => p.DraftId == version.DraftId && p.VersionNumber == version.Number))
                   select version;
        }

        /// <summary>Rows of texts that are still watched: a draft moves on, a page is replaced or taken down.</summary>
        public IQueryable<StaleDraft> StaleNow
        {
            get
            {
                var publications = db.OutNow;
                return from stale in db.StaleDrafts.AsNoTracking()
                       join draft in db.Drafts on stale.DraftId equals draft.Id
                       where stale.VersionNumber == draft.VersionNumber || publications.Any(p => p.DraftId == stale.DraftId && p.VersionNumber == stale.VersionNumber)
                       select stale;
            }
        }
    }
}
