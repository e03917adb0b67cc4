using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Features.Channels;

/// <summary>Changes a channel; its kind stays. Kept secrets belong to the account that they were given for, and are sent to no other.</summary>
static class UpdateChannel
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateChannelRequest request, ToombosDb db, ChannelDirectory directory, SecretBox box, SiteFolders sites, CancellationToken ct)
    {
        var channel = await db.InTransactionAsync(() => ChangeAsync(id, request, db, directory, box, ct), ct);
        if (request.Settings is not null && await directory.AskLimitsAsync(channel, ct)) await db.SaveChangesAsync(ct);
        return TypedResults.Ok(channel.ToWire(sites.AddressOf));
    }

    /// <summary>Alone in the workspace, so that a secret and another account can't come together out of two requests.</summary>
    static async Task<Channel> ChangeAsync(Guid id, UpdateChannelRequest request, ToombosDb db, ChannelDirectory directory, SecretBox box, CancellationToken ct)
    {
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("channel");
        if (request.Name is { } name) channel.Name = Typed.Name("name", name);
        if (request.Settings is { } settings)
        {
            SetSettings(channel, settings, directory, box);
            await ConnectedAccounts.RequireAsync(channel.About, channel.Settings, db, ct);
            channel.Forget();
        }
        if (request.Off is { } off && off != (channel.State == ChannelState.Off)) channel.Switch(off);
        await db.SaveChangesAsync(ct);
        return channel;
    }

    static void SetSettings(Channel channel, JsonObject settings, ChannelDirectory directory, SecretBox box)
    {
        var (form, asked) = (channel.About.Form, channel.About.Form.Fields.Where(f => f.Input == Connectors.Channels.Accounts.FieldInput.Secret).Select(f => f.Name).ToList());
        // Secrets that all are entered anew need not be readable.
        var stored = asked.TrueForAll(settings.ContainsKey) ? new Dictionary<string, string>() : directory.SecretsOf(channel);
        var reading = ChannelSettings.Read(form, settings, stored);
        if (asked.Find(field => channel.Secrets.Contains(field) && reading.Secrets.ContainsKey(field) && !settings.ContainsKey(field)) is { } kept && form.ChangesOwner(channel.Settings, reading.Settings))
            throw new FieldException("settings." + kept, "Enter this again, because it belongs to another account than the one that is set now. Leave it empty if there is none.");
        channel.Settings = reading.Settings;
        if (asked.Count > 0) channel.Keep(reading.Secrets, box);
    }
}
