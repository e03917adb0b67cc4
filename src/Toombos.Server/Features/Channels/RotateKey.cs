using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Channels;

/// <summary>A new key for a webhook. The old one signs beside it for a day, so that the receiver can be changed in peace.</summary>
static class RotateKey
{
    public static async Task<Ok<NewChannel>> Handle(Guid id, ToombosDb db, SecretBox box, SiteFolders sites, TimeProvider clock, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (channel.Webhook is null) throw new DomainRuleException("channel.no-key", "Only webhooks have a signing key.");
        var key = StandardWebhooks.NewKey();
        (channel.SealedOldSecret, channel.OldSecretUntil) = (channel.SealedSecret, clock.GetUtcNow() + Channel.Overlap);
        channel.SealedSecret = box.Protect(Channel.SecretPurpose, key);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new NewChannel(channel.ToWire(sites.AddressOf), key));
    }
}
