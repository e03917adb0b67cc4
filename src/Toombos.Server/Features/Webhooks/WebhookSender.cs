using System.Globalization;
using System.Text;
using Toombos.Client.Webhooks;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Webhooks;

/// <summary>Sends a webhook one signed message and says what came of it.</summary>
sealed class WebhookSender(WebhookChannel line, SecretBox box, TimeProvider clock)
{
    /// <summary>The same for every try, and for every webhook that is told of the event.</summary>
    public static string IdOf(Guid workspace, long sequence) => string.Create(CultureInfo.InvariantCulture, $"evt_{workspace:N}_{sequence}");

    public Task<(ChannelAnswer Answer, WebhookTry Try)> TellAsync(WebhookEndpoint webhook, EventRow one, CancellationToken ct) =>
        SendAsync(webhook, IdOf(one.WorkspaceId, one.Sequence), new() { Type = one.Kind, Timestamp = one.At, Data = new(one.WorkspaceId, one.ToWire()) }, ct);

    public async Task<WebhookTry> CheckAsync(WebhookEndpoint webhook, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"check_{webhook.Id:N}_{now.ToUnixTimeMilliseconds()}");
        var (_, tried) = await SendAsync(webhook, id, new() { Type = WebhookMessage.Checked, Timestamp = now, Data = new(webhook.WorkspaceId, null) }, ct);
        return tried;
    }

    async Task<(ChannelAnswer Answer, WebhookTry Try)> SendAsync(WebhookEndpoint webhook, string id, WebhookMessage message, CancellationToken ct)
    {
        var (at, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        var answer = KeysOf(webhook) is not [_, ..] keys ? new ChannelAnswer.Rejected(ChannelProblem.Auth, "The signing key can't be opened, because the server's keys have changed. Rotate the key.")
            : await line.SendAsync(new WebhookAccount { Id = webhook.Id, Address = webhook.Address, SigningKeys = keys }, new Dispatch.Message(message.Type, message.Timestamp, Encoding.UTF8.GetBytes(Json.Write(message))) { Key = id }, NoMemory.Instance, ct);
        var took = (int)Math.Min(clock.GetElapsedTime(began).TotalMilliseconds, int.MaxValue);
        return (answer, answer switch
        {
            ChannelAnswer.Delivered delivered => new(at, took, true, null, delivered.Answer),
            ChannelAnswer.Rejected { Problem: ChannelProblem.Duplicate } known => new(at, took, true, null, known.Answer),
            ChannelAnswer.Rejected rejected => new(at, took, false, rejected.Sentence, rejected.Answer),
            ChannelAnswer.TryLater later => new(at, took, false, later.Sentence, later.Answer),
            ChannelAnswer.Unclear unclear => new(at, took, false, unclear.Sentence, null),
            _ => throw new InvalidOperationException("There is no other answer."),
        });
    }

    string[] KeysOf(WebhookEndpoint webhook)
    {
        string?[] sealedKeys = [webhook.SealedSecret, webhook.OldSecretUntil > clock.GetUtcNow() ? webhook.SealedOldSecret : null];
        return [.. sealedKeys.OfType<string>().Select(key => box.TryUnprotect(WebhookEndpoint.SecretPurpose, key)).OfType<string>()];
    }
}
