using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing;

/// <summary>Sends something through a channel that no reader sees, and says step by step what came of it.</summary>
static class TryChannel
{
    public static async Task<Ok<ChannelCheck>> Handle(Guid id, TryChannelRequest request, ToombosDb db, ChannelDirectory directory, Trials trials, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Channels.AnyAsync(c => c.Id == id, ct)) throw Missing.Of("channel");
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var (channel, account, connector) = await directory.OpenAsync(id, ct);
        if (connector.About.Trial == Trial.None) throw new DomainRuleException("channel.no-trial", $"Nothing can be tried at {connector.About.Name} that its readers would not see. Check the channel instead.");
        var points = connector.About.Trial == Trial.Letter ? await trials.WriteAsync(account, connector, request.DraftId, ct)
            : request.DraftId is null ? await trials.PostAsync(account, connector, ct)
            : throw new FieldException("draftId", "Only newsletters can be tried with a draft. Leave it out: a short test is posted and taken away again.");
        var bad = points.FirstOrDefault(p => !p.Good);
        channel.Note(bad?.Sentence, bad?.Problem == ChannelProblem.Auth, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new ChannelCheck(bad is null, [.. points.Select(p => new ChannelFinding(p.Good, p.Name, p.Sentence))]));
    }
}
