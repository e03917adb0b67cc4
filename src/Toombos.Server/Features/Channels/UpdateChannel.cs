using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Features.Channels;

/// <summary>Changes a channel; its kind stays. A kept password belongs to the server and user that it was given for, and is sent to no other.</summary>
static class UpdateChannel
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateChannelRequest request, ToombosDb db, SecretBox box, SiteFolders sites, CancellationToken ct) =>
        TypedResults.Ok((await db.InTransactionAsync(() => ChangeAsync(id, request, db, box, ct), ct)).ToWire(sites.AddressOf));

    /// <summary>Alone in the workspace, so that a password and another server can't come together out of two requests.</summary>
    static async Task<Channel> ChangeAsync(Guid id, UpdateChannelRequest request, ToombosDb db, SecretBox box, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (request.Name is { } name) channel.Name = Typed.Name("name", name);
        if (request.Email is { } email) SetEmail(channel, email, request.Secret);
        if (request.Webhook is { } webhook) channel.Webhook = channel.Webhook is not null ? ChannelRules.Clean(webhook) : throw OtherKind("webhook", channel);
        if (request.Site is { } site) channel.Site = channel.Kind == "site" ? ChannelRules.Clean(site) : throw OtherKind("site", channel);
        if (request.Secret is { } secret) SetSecret(channel, secret, box);
        if ((request.Email, request.Webhook, request.Site, request.Secret) is not (null, null, null, null)) channel.Forget();
        if (request.Off is { } off && off != (channel.State == ChannelState.Off)) channel.Switch(off);
        await db.SaveChangesAsync(ct);
        return channel;
    }

    static void SetEmail(Channel channel, EmailSettings email, string? secret)
    {
        var (old, wanted) = (channel.Email ?? throw OtherKind("email", channel), ChannelRules.Clean(email));
        if (channel.SealedSecret is not null && secret is null && (old.Host, old.Port, old.User) != (wanted.Host, wanted.Port, wanted.User))
            throw new FieldException("secret", "Enter the password again, because server or user have changed. Leave it empty if there is none.");
        channel.Email = wanted;
    }

    static void SetSecret(Channel channel, string secret, SecretBox box)
    {
        if (channel.Email is null) throw new FieldException("secret", "Only mail servers have a password. The key of a webhook is changed by rotating it.");
        if (secret.Length > 0 && channel.Email.User is null) throw new FieldException("email.user", "Enter the user that the password belongs to.");
        channel.SealedSecret = secret.Length == 0 ? null : box.Protect(Channel.SecretPurpose, secret);
    }

    static FieldException OtherKind(string field, Channel channel) => new(field, $"This channel is of kind {channel.Kind}, which it stays. Connect another channel.");
}
