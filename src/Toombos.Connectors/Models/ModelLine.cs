using System.Net;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Models;

/// <summary>
/// The line under every client of a provider: only where calls may go, only answers of the protocol come through, and whatever else there is ends as a
/// <see cref="ModelException"/>, the same for all of them.
/// </summary>
sealed class ModelLine(ModelAccount account, OutboundAddress addresses, OutboundGate gate, HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    const int Beginning = 4 * AnswerText.Longest;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if ((gate.Refusal ?? addresses.Refusal(request.RequestUri!.AbsoluteUri, null, out _)) is { } refusal) throw new ModelException(ModelProblem.Permission, refusal.Sentence);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw OutboundHttp.Outcome(failure) switch
            {
                HttpAnswer.Refused refused => new ModelException(ModelProblem.Permission, refused.Sentence, inner: failure),
                HttpAnswer.Unreachable away => new ModelException(ModelProblem.Transient, away.Sentence, inner: failure),
                _ => failure,
            };
        }
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is "application/json" or "text/event-stream" or "application/x-ndjson") return response;
        using (response) throw await FailureAsync(response, cancellationToken);
    }

    async Task<ModelException> FailureAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var body = await BoundedBody.BeginningAsync(stream, Beginning, ct);
        var text = AnswerText.Of(body, account.Key is null ? [] : [account.Key]);
        var (problem, sentence) = ModelAnswers.Of((int)response.StatusCode, text);
        return new(problem, sentence, response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError ? OutboundHttp.RetryAfter(response.Headers.RetryAfter, time) : null, text);
    }
}
