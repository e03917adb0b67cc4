using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using MailSecurity = Toombos.Connectors.Channels.MailSecurity;

namespace Toombos.Server.Features.Channels;

/// <summary>Opens channels of the entered workspace for use: their secrets, and the connector that speaks for their kind.</summary>
public sealed class ChannelDirectory(ToombosDb db, SecretBox box, SiteFolders sites, IEnumerable<IChannel> kinds, TimeProvider clock)
{
    /// <summary>The channel is tracked: <see cref="Channel.Note"/> how it stands and save.</summary>
    /// <exception cref="DomainRuleException"><c>channel.not-found</c>, <c>channel.off</c>, <c>channel.secret-lost</c>.</exception>
    public async Task<(Channel Channel, ChannelAccount Account, IChannel Connector)> OpenAsync(Guid id, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (channel.State == ChannelState.Off) throw new DomainRuleException("channel.off", $"The channel {channel.Name} is switched off. Switch it on to use it.");
        return Open(channel);
    }

    internal (Channel Channel, ChannelAccount Account, IChannel Connector) Open(Channel channel) =>
        (channel, AccountOf(channel), kinds.First(k => k.Kind == channel.Kind));

    ChannelAccount AccountOf(Channel channel) => channel switch
    {
        { Email: { } email } => new ChannelAccount.Email(email.Host, email.Port, Enum.Parse<MailSecurity>(email.Security.ToString()), email.User, email.From, email.FromName, email.ReplyTo, Clear(channel.SealedSecret)) { Id = channel.Id },
        { Webhook: { } webhook } => new ChannelAccount.Webhook(webhook.Address, [.. KeysOf(channel)]) { Id = channel.Id },
        _ => new ChannelAccount.Site(sites.Of(channel.WorkspaceId, channel.Id)) { Id = channel.Id },
    };

    IEnumerable<string> KeysOf(Channel channel)
    {
        if (Clear(channel.SealedSecret) is { } key) yield return key;
        if (channel.OldSecretUntil > clock.GetUtcNow() && Clear(channel.SealedOldSecret) is { } old) yield return old;
    }

    string? Clear(string? text) => text is null ? null
        : box.TryUnprotect(Channel.SecretPurpose, text)
            ?? throw new DomainRuleException("channel.secret-lost", "The stored password or key can't be opened, because the server's keys have changed. Enter the password again, or rotate the key.");
}
