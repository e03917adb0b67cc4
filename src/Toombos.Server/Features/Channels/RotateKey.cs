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
    /// <summary>Of the key among the secrets of a channel.</summary>
    public const string Name = "signingKey";

    public static async Task<Ok<NewChannel>> Handle(Guid id, ToombosDb db, SecretBox box, SiteFolders sites, TimeProvider clock, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (!channel.Secrets.Contains(Name)) throw new DomainRuleException("channel.no-key", "Only webhooks have a signing key.");
        var key = StandardWebhooks.NewKey();
        channel.Rotate(new Dictionary<string, string> { [Name] = key }, box, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new NewChannel(channel.ToWire(sites.AddressOf), key));
    }
}
