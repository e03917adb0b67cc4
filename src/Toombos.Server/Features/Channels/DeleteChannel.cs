using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Channels;

/// <summary>Disconnects a channel that nothing needs any more. A site that Toombos shows goes with it.</summary>
static class DeleteChannel
{
    public static async Task<NoContent> Handle(Guid id, ToombosDb db, IEnumerable<ChannelUse> uses, SiteFolders sites, CancellationToken ct)
    {
        var channel = await db.InTransactionAsync(async () =>
        {
            var found = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
            foreach (var use in uses)
            {
                if (await use.WhyAsync(db, id, ct) is { } why) throw new DomainRuleException("channel.in-use", why);
            }
            db.Channels.Remove(found);
            await db.SaveChangesAsync(ct);
            return found;
        }, ct);
        if (channel.Kind == "site") sites.Remove(channel.WorkspaceId, channel.Id);
        return TypedResults.NoContent();
    }
}
