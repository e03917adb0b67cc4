using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Channels;

/// <summary>The doctor: looks whether the channel would work now, says what the other side said, and notes it. One that is off can be looked at too.</summary>
static class CheckChannel
{
    public static async Task<Ok<ChannelCheck>> Handle(Guid id, ToombosDb db, ChannelDirectory directory, Outbound outbound, PublicAddress address, TimeProvider clock, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var (_, account, connector) = directory.Open(channel);
        var points = (await connector.CheckAsync(account, ct)).ToList();
        if (connector.About.Version?.Warning(connector.About.Name, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is { } ending) points.Add(new(false, "Version", ending, ChannelProblem.Version));
        if (PictureReach.PointOf(connector.About, address) is { } pictures) points.Add(pictures);
        var bad = points.FirstOrDefault(p => !p.Good);
        await directory.AskLimitsAsync(channel, ct);
        channel.Note(bad?.Sentence, bad?.Problem == ChannelProblem.Auth, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new ChannelCheck(bad is null, [.. points.Select(p => new ChannelFinding(p.Good, p.Name, p.Sentence))]));
    }
}
