using System.ClientModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace Toombos.Connectors.Models;

/// <summary>Whatever a client of a provider throws is a <see cref="ModelException"/> here, also in the middle of a stream.</summary>
sealed class PlainSpokenClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception failure) when (Explain(failure, cancellationToken) is { } plain)
        {
            throw plain;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var finished = false;
        while (await NextAsync(updates, cancellationToken))
        {
            finished |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }
        // A line that is closed in the middle looks like an end, but for this.
        if (!finished) throw BrokeOff(null);
    }

    static async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken ct)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception failure) when (Explain(failure, ct) is { } plain)
        {
            throw plain;
        }
    }

    static ModelException BrokeOff(Exception? failure) => new(ModelProblem.Transient, "The provider's answer broke off. It is asked again later.", inner: failure);

    /// <summary>Null for what is to go on as it is: a cancellation, and what has been explained before.</summary>
    static ModelException? Explain(Exception failure, CancellationToken ct)
    {
        if (ct.IsCancellationRequested || failure is ModelException) return null;
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is ModelException said) return new(said.Problem, said.Message, said.After, said.Answer, failure);
        }
        return failure switch
        {
            IOException or HttpRequestException or AnthropicIOException or ClientResultException or OperationCanceledException => BrokeOff(failure),
            JsonException or AnthropicException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException =>
                new(ModelProblem.Unknown, "The provider answered with something that is no answer of a model. Check the address.", inner: failure),
            _ => null,
        };
    }
}
