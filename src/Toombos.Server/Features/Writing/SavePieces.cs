using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>Saves new pieces of one source with their drafts, counted against the plan: all together or not at all.</summary>
sealed class SavePieces(ToombosDb db, UsageDesk usage, IEnumerable<IWhen<DraftsSaved>> answers)
{
    /// <param name="also">What is to be saved with them.</param>
    public async Task RunAsync(IReadOnlyList<NewPiece> pieces, Func<Task> also, CancellationToken ct)
    {
        var (source, drafts) = (pieces[0].Piece.SourceId, pieces.SelectMany(p => p.Drafts).ToList());
        db.Pieces.AddRange(pieces.Select(p => p.Piece));
        db.Drafts.AddRange(drafts.Select(d => d.Draft));
        db.DraftVersions.AddRange(drafts.Select(d => d.Version));
        try
        {
            await db.InTransactionAsync(async () =>
            {
                await usage.TakeAsync(Quota.Pieces, pieces.Count, ct);
                await db.SaveChangesAsync(ct);
                foreach (var answer in answers) await answer.AnswerAsync(new(source, [.. drafts.Select(d => d.Draft.Id)]), ct);
                await also();
                return await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (DbUpdateException)
        {
            // The source was removed while we wrote, and with it what the pieces hang on.
            if (await db.Sources.AnyAsync(s => s.Id == source, ct)) throw;
            throw Missing.Of("source");
        }
    }
}
