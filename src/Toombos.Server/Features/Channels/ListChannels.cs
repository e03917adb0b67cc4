using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Features.Channels;

/// <summary>The workspace's channels, by name, without their secrets.</summary>
static class ListChannels
{
    public static async Task<Ok<IReadOnlyList<Wire>>> Handle(ToombosDb db, SiteFolders sites, CancellationToken ct)
    {
        var channels = await db.Channels.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Wire>>([.. channels.Select(c => c.ToWire(sites.AddressOf))]);
    }

    public static async Task<Ok<Wire>> One(Guid id, ToombosDb db, SiteFolders sites, CancellationToken ct)
    {
        var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        return TypedResults.Ok(channel.ToWire(sites.AddressOf));
    }
}
