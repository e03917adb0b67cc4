using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Publishing;

/// <summary>A piece of which something is about to go out stays until that is over or called off. What is out already needs it no more.</summary>
sealed class KeepPieceInUse(ToombosDb db) : IWhen<PieceRemoved>
{
    public async Task AnswerAsync(PieceRemoved told, CancellationToken ct)
    {
        if (await db.Publications.Where(p => p.PieceId == told.PieceId && p.FinishedAt == null).Select(p => p.ChannelName).FirstOrDefaultAsync(ct) is not { } channel) return;
        throw new DomainRuleException("piece.in-use", $"Something of this piece is about to be published on '{channel}'. Call that off first, or wait for its end.");
    }
}
