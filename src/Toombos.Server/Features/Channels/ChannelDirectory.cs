using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Channels;
using Toombos.Client.Channels;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Channels;

/// <summary>Opens connected channels for use.</summary>
public sealed class ChannelDirectory(ToombosDb db, IEnumerable<IChannel> kinds)
{
    public async Task<(Channel Channel, ChannelAccount Account, IChannel Connector)> OpenAsync(Guid id, CancellationToken ct)
    {
        var channel = await db.Channels.FirstAsync(c => c.Id == id, ct);
        ChannelAccount account = channel switch
        {
            { Email: { } email } => new ChannelAccount.Email(email.Host, email.Port, Connectors.Channels.MailSecurity.Auto, email.User, email.From, email.FromName, email.ReplyTo, null) { Id = id },
            { Webhook: { } hook } => new ChannelAccount.Webhook(hook.Address, []) { Id = id },
            _ => new ChannelAccount.Site("/nowhere") { Id = id },
        };
        return (channel, account, kinds.First(k => k.Kind == channel.Kind));
    }
}
