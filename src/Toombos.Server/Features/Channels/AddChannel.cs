using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Channels;

/// <summary>Connects a channel. The other side is not asked: a check does that, and says more.</summary>
static class AddChannel
{
    const int Most = 100;

    public static async Task<Created<NewChannel>> Handle(AddChannelRequest request, ToombosDb db, SecretBox box, SiteFolders sites, TimeProvider clock, CancellationToken ct)
    {
        object?[] settings = [request.Email, request.Webhook, request.Site];
        if (settings.Count(s => s is not null) != 1) throw new FieldException("email", "Give the settings of exactly one kind: email, webhook or site.");
        if (request.Email is null && request.Secret is not null) throw new FieldException("secret", "Only mail servers have a password. The key of a webhook is made here.");
        if (request.Email is { User: null or "" } && request.Secret is { Length: > 0 }) throw new FieldException("email.user", "Enter the user that the password belongs to.");
        var key = request.Webhook is null ? null : StandardWebhooks.NewKey();
        var secret = key ?? (request.Secret is { Length: > 0 } password ? password : null);
        var channel = new Channel
        {
            Name = Typed.Name("name", request.Name), CreatedAt = clock.GetUtcNow(), SealedSecret = secret is null ? null : box.Protect(Channel.SecretPurpose, secret),
            Email = request.Email is { } email ? ChannelRules.Clean(email) : null,
            Webhook = request.Webhook is { } webhook ? ChannelRules.Clean(webhook) : null,
            Site = request.Site is { } site ? ChannelRules.Clean(site) : null,
        };
        await db.InTransactionAsync(async () =>
        {
            if (await db.Channels.CountAsync(ct) >= Most) throw new DomainRuleException("channel.too-many", $"A workspace has at most {Most} channels. Disconnect one that is no longer used.");
            db.Channels.Add(channel);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.Created($"/v1/channels/{channel.Id}", new NewChannel(channel.ToWire(sites.AddressOf), key));
    }
}
