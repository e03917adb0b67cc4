using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Webhook;

/// <summary>Posts signed JSON to an address. The receiver knows a repetition by its id, so silence may be answered by sending again.</summary>
public sealed class WebhookChannel(OutboundHttp http, TimeProvider time) : IChannel
{
    /// <summary>Largest message; receivers commonly take no more.</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>What a check posts. A receiver that verifies signatures can answer it and do nothing.</summary>
    public const string CheckType = "channel.checked";
    const int Beginning = 4 * AnswerText.Longest;

    public static Connector Kind { get; } = new()
    {
        Kind = "webhook", Name = "Webhook", Purpose = "A signed message to a program of yours.", Publishes = Publishes.Messages, Pictures = PictureWay.Linked, Takes = [.. ChannelKinds.All.Where(k => k.Writable).Select(k => k.Kind)], Form = AccountForm.Of<WebhookAccount>(),
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.SendAgain;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var message = dispatch as Dispatch.Message ?? throw new ArgumentException("A webhook takes messages.", nameof(dispatch));
        return PostAsync(account, message.Key, message.Json, ct);
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        Task.FromResult<ReadBack>(new ReadBack.CannotTell("A webhook can't be asked what it has received. Sending again is safe: the receiver knows the message by its id."));

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(new Check(CheckType, now, new()), ChannelJson.Default.Check);
        var (problem, sentence, answer) = await PostAsync(account, $"check_{now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}", body, ct) switch
        {
            ChannelAnswer.Delivered delivered => ((ChannelProblem?)null, "The receiver took a signed message.", delivered.Answer),
            ChannelAnswer.Rejected rejected => (rejected.Problem, rejected.Sentence, rejected.Answer),
            ChannelAnswer.TryLater later => (later.Problem, later.Sentence, later.Answer),
            ChannelAnswer.Unclear unclear => (ChannelProblem.Transient, unclear.Sentence, null),
            _ => (ChannelProblem.Unknown, "Nothing is known.", null),
        };
        return [new(problem is null, "Signed message", answer is null ? sentence : $"{sentence} It said: {answer}", problem)];
    }

    async Task<ChannelAnswer> PostAsync(ChannelAccount account, string id, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        var webhook = account as WebhookAccount ?? throw new ArgumentException("This is no webhook.", nameof(account));
        var keys = webhook.SigningKeys;
        ct.ThrowIfCancellationRequested();
        if (json.Length > LargestMessage) return new ChannelAnswer.Rejected(ChannelProblem.Content, "The message is larger than 1 MB. Make the text shorter.");
        using var content = new NotedContent(json, "application/json; charset=utf-8");
        var now = time.GetUtcNow();
        var answer = await http.CallAsync(webhook.Address, content, headers =>
        {
            headers.Add(StandardWebhooks.IdHeader, id);
            headers.Add(StandardWebhooks.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            headers.Add(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(id, now, json.Span, keys));
        }, Beginning, ct: ct);
        return answer switch
        {
            HttpAnswer.Refused refused => new ChannelAnswer.Rejected(ChannelProblem.Permission, refused.Sentence),
            HttpAnswer.Unreachable away when content.Left => new ChannelAnswer.Unclear($"The message had left when the line broke, so it may have arrived. {away.Sentence}"),
            HttpAnswer.Unreachable away => new ChannelAnswer.TryLater(ChannelProblem.Transient, away.Sentence),
            HttpAnswer.Answered answered => Of(answered, AnswerText.Of(answered.Body, [.. keys.Select(key => key[StandardWebhooks.KeyPrefix.Length..])])),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    static ChannelAnswer Of(HttpAnswer.Answered answered, string? text)
    {
        return answered.Status switch
        {
            >= 200 and < 300 => new ChannelAnswer.Delivered(Confirmed: true, Answer: text),
            >= 300 and < 400 => Rejected(ChannelProblem.Permission, "leads elsewhere, and messages do not follow. Enter the address it ends at."),
            400 or 413 or 415 or 422 => Rejected(ChannelProblem.Content, "does not take this message. Look into the receiver's log for the reason."),
            401 => Rejected(ChannelProblem.Auth, "does not accept the signature. Give the receiver the newest signing key."),
            402 => Rejected(ChannelProblem.Billing, "asks for payment first. Settle it with whoever runs the receiver."),
            404 or 410 => Rejected(ChannelProblem.Permission, "is gone. Enter the receiver's new address, or take it off the list here.") with { Gone = answered.Status == 410 },
            408 or 425 => Later(ChannelProblem.Transient, "took too long to read the message."),
            409 => Rejected(ChannelProblem.Duplicate, "says that it has this already."),
            429 => Later(ChannelProblem.Rate, "takes no more messages just now."),
            >= 400 and < 500 => Rejected(ChannelProblem.Permission, "does not let the message in. Check what stands before the receiver, such as a firewall."),
            _ => Later(ChannelProblem.Transient, "is in trouble itself."),
        };

        ChannelAnswer.Rejected Rejected(ChannelProblem problem, string words) => new(problem, Say(words), text);
        ChannelAnswer.TryLater Later(ChannelProblem problem, string words) => new(problem, Say(words), answered.RetryAfter, text);
        string Say(string words) => string.Create(CultureInfo.InvariantCulture, $"The address answered {answered.Status}: it {words}");
    }
}

/// <summary>The body of a check.</summary>
sealed record Check(string Type, DateTimeOffset Timestamp, Dictionary<string, string> Data);

/// <summary>Writes what channels say of themselves, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Check))]
sealed partial class ChannelJson : JsonSerializerContext;
