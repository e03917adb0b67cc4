using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Api;

/// <summary>Calls services, and tells a call that never left from one of which only the answer is missing.</summary>
public sealed class ApiLine(OutboundHttp http)
{
    internal async Task<ApiAnswer> CallAsync(ApiCall call, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var content = call.Body is { } body ? new NotedContent(body, call.ContentType) : null;
        var answer = await http.CallAsync(call.Address, content, headers =>
        {
            foreach (var (name, value) in call.Headers)
                if (!headers.TryAddWithoutValidation(name, value)) content?.Headers.TryAddWithoutValidation(name, value);
        }, method: call.Method, ct: ct);
        // A call without a body leaves with its first byte; only one that reads may be repeated all the same.
        var left = call.Method != HttpMethod.Get && (content is null || content.Left);
        return answer switch
        {
            HttpAnswer.Answered answered => new(call, answered, null),
            HttpAnswer.Refused { Code: "answer.too-large" } when left => new(call, null, new ChannelAnswer.Unclear($"{call.Service} answered with more than Toombos reads, so the outcome is not known.")),
            HttpAnswer.Refused refused => new(call, null, new ChannelAnswer.Rejected(ChannelProblem.Permission, refused.Sentence)),
            HttpAnswer.Unreachable away when left => new(call, null, new ChannelAnswer.Unclear($"{call.Service} had the call when the line broke, so it may have taken it. {away.Sentence}")),
            HttpAnswer.Unreachable away => new(call, null, new ChannelAnswer.TryLater(ChannelProblem.Transient, away.Sentence)),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }
}
