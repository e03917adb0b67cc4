using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;

namespace Toombos.Server.Features.Channels;

/// <summary>Connects a channel. The other side is not asked whether it works: a check does that, and says more.</summary>
static class AddChannel
{
    const int Most = 100;

    public static async Task<Created<NewChannel>> Handle(AddChannelRequest request, ToombosDb db, ChannelDirectory directory, SecretBox box, SiteFolders sites, TimeProvider clock, CancellationToken ct)
    {
        var connector = ConnectorList.Find(request.Kind) ?? throw new FieldException("kind", $"There is no such kind. There are: {string.Join(", ", ConnectorList.All.Select(c => c.Kind))}.");
        var reading = ChannelSettings.Read(connector.Form, request.Settings, new Dictionary<string, string>());
        var key = connector.Kind == WebhookChannel.Kind.Kind ? StandardWebhooks.NewKey() : null;
        var channel = new Channel { Name = Typed.Name("name", request.Name), Kind = connector.Kind, Settings = reading.Settings, CreatedAt = clock.GetUtcNow() };
        channel.Keep(key is null ? reading.Secrets : new Dictionary<string, string> { [RotateKey.Name] = key }, box);
        await db.InTransactionAsync(async () =>
        {
            await ConnectedAccounts.RequireAsync(connector, reading.Settings, db, ct);
            if (await db.Channels.CountAsync(ct) >= Most) throw new DomainRuleException("channel.too-many", $"A workspace has at most {Most} channels. Disconnect one that is no longer used.");
            db.Channels.Add(channel);
            return await db.SaveChangesAsync(ct);
        }, ct);
        if (await directory.AskLimitsAsync(channel, ct)) await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/channels/{channel.Id}", new NewChannel(channel.ToWire(sites.AddressOf), key));
    }
}
