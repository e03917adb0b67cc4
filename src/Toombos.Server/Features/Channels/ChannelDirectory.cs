using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Channels;

/// <summary>Opens channels of the entered workspace for use: their secrets, and the connector that speaks for their kind.</summary>
public sealed class ChannelDirectory(ToombosDb db, SecretBox box, SiteFolders sites, IEnumerable<IChannel> kinds, AccountTokens tokens, TimeProvider clock)
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
        (channel, AccountOf(channel), ConnectorOf(channel));

    IChannel ConnectorOf(Channel channel)
    {
        var kind = kinds.First(k => k.About.Kind == channel.Kind);
        return channel.ConnectionId is { } connection ? new ConnectedChannel(kind, connection, tokens) : kind;
    }

    /// <summary>Asks the channel's server for limits of its own, where its kind has servers that differ. What was told last stays where it does not answer.</summary>
    internal async Task<bool> AskLimitsAsync(Channel channel, CancellationToken ct)
    {
        if (kinds.FirstOrDefault(k => k.About.Kind == channel.Kind) is not ITellsLimits server || await server.LimitsAsync(AccountOf(channel), ct) is not { Count: > 0 } told) return false;
        channel.Limits = told;
        return true;
    }

    /// <exception cref="DomainRuleException"><c>channel.secret-lost</c>.</exception>
    internal IReadOnlyDictionary<string, string> SecretsOf(Channel channel) => Clear(channel.SealedSecrets);

    ChannelAccount AccountOf(Channel channel) => channel.Opened(SecretsOf(channel)) switch
    {
        WebhookAccount webhook => webhook with { SigningKeys = [.. KeysOf(channel)] },
        SiteAccount site => site with { Folder = sites.Of(channel.WorkspaceId, channel.Id) },
        var account => account,
    };

    IEnumerable<string> KeysOf(Channel channel)
    {
        yield return SecretsOf(channel)[RotateKey.Name];
        if (channel.OldSecretUntil > clock.GetUtcNow() && Clear(channel.SealedOldSecrets).TryGetValue(RotateKey.Name, out var old)) yield return old;
    }

    Dictionary<string, string> Clear(string? text) => text is null ? []
        : box.TryUnprotect(Channel.SecretPurpose, text) is { } json ? Json.Read<Dictionary<string, string>>(json)
        : throw new DomainRuleException("channel.secret-lost", "The stored password or key can't be opened, because the server's keys have changed. Enter it again, or rotate the key.");
}
