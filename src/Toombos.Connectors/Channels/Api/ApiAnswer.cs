using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Api;

/// <summary>What came of a call: the service's answer, or why there is none.</summary>
sealed record ApiAnswer(ApiCall Call, HttpAnswer.Answered? Answered, ChannelAnswer? Failure)
{
    readonly Lazy<JsonElement> _json = new(() => Read(Answered));

    public int Status => Answered?.Status ?? 0;
    public bool Good => Status is >= 200 and < 300;

    /// <summary>Undefined where the answer is no JSON.</summary>
    public JsonElement Json => _json.Value;

    /// <summary>What it said, bounded and without secrets.</summary>
    public string? Said => Answered is null ? null : AnswerText.Of(Answered.Body, [.. Call.Secrets]);

    /// <summary>A text at a path of property names; null where there is none. Numbers come as they are written.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var at = Json;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        return at.ValueKind switch { JsonValueKind.String => at.GetString(), JsonValueKind.Number => at.GetRawText(), _ => null };
    }

    /// <summary>The elements of a list at a path; none where there is no list.</summary>
    public IEnumerable<JsonElement> Each(params ReadOnlySpan<string> path)
    {
        var at = Json;
        foreach (var name in path)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return [];
        return at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : [];
    }

    /// <summary>What an answer that is not good means; connectors judge what they know better before.</summary>
    public ChannelAnswer Refusal(string? reason = null, TimeSpan? after = null)
    {
        if (Failure is not null) return Failure;
        var said = reason is null ? "" : $" It said: {reason.TrimEnd('.')}.";
        return Status switch
        {
            400 or 405 or 406 or 413 or 415 or 422 => Rejected(ChannelProblem.Content, $"{Call.Service} does not take this text.{said} Change the draft."),
            401 => Rejected(ChannelProblem.Auth, $"{Call.Service} no longer lets Toombos in.{said} Connect the account again."),
            402 => Rejected(ChannelProblem.Billing, $"{Call.Service} asks for payment first.{said} Settle it there, then retry."),
            403 => Rejected(ChannelProblem.Permission, $"{Call.Service} does not let this account do that.{said} Look at its rights there."),
            404 or 410 => Rejected(ChannelProblem.Permission, $"{Call.Service} does not know the place this goes to.{said} Look at the channel's settings."),
            409 => Rejected(ChannelProblem.Duplicate, $"{Call.Service} has this already.{said}"),
            426 => Rejected(ChannelProblem.Version, $"{Call.Service} no longer speaks the version that Toombos does.{said} Update Toombos."),
            429 => Later(ChannelProblem.Rate, $"{Call.Service} takes no more just now."),
            >= 300 and < 400 => Rejected(ChannelProblem.Permission, $"The address of {Call.Service} leads elsewhere, and posts do not follow. Enter the address it ends at."),
            408 or 425 or >= 500 => Later(ChannelProblem.Transient, $"{Call.Service} is in trouble (status {Status}).{said}"),
            _ => Rejected(ChannelProblem.Unknown, $"{Call.Service} answered {Status}, which nobody expected.{said}"),
        };

        ChannelAnswer.Rejected Rejected(ChannelProblem problem, string sentence) => new(problem, sentence, Said);
        ChannelAnswer.TryLater Later(ChannelProblem problem, string sentence) => new(problem, sentence, after ?? Answered!.RetryAfter, Said);
    }

    /// <summary>What an answer to a look that is not good means.</summary>
    public ReadBack.CannotTell NotRead() => new(Refusal().Trouble().Sentence);

    /// <summary>How long it is until a moment that the service named, by its own clock where it says it.</summary>
    public TimeSpan Until(DateTimeOffset moment) => TimeSpan.FromSeconds(Math.Clamp((moment - (Answered?.Headers?.Date ?? moment)).TotalSeconds, 1, 86_400));

    static JsonElement Read(HttpAnswer.Answered? answered)
    {
        try
        {
            return answered is null || answered.Body.IsEmpty ? default : JsonDocument.Parse(answered.Body).RootElement;
        }
        catch (JsonException)
        {
            return default; // a page of a proxy, or half an answer
        }
    }
}
