using System.Text;
using Microsoft.Extensions.AI;
using Toombos.Client.Models;
using Toombos.Connectors.Models;

namespace Toombos.Server.Features.Models;

/// <summary>A model that may be asked, and where.</summary>
sealed record ModelPlace(ModelRoute Route, ModelProvider Provider, ModelEntry Model);

/// <summary>What came over the line.</summary>
/// <param name="Text">The whole answer; null where there is none.</param>
/// <param name="Input">Tokens that count; where nobody says what was used, and for a call that was broken off, those that may have been used.</param>
/// <param name="Problem">Why there is no answer.</param>
/// <param name="Failure">What broke it off that is not the model's fault, such as whoever listened.</param>
sealed record ModelHeard(string? Text, long Input, long Output, TimeSpan Took, string? Problem, Exception? Failure);

/// <summary>One call of one model, to its end, whatever that is. Touches no database, so that two can be under way.</summary>
sealed class ModelLine(ModelKeys keys, ModelClients clients, ModelCircuit circuit, TimeProvider clock)
{
    /// <summary>No token has more letters; whoever writes on has lost its way.</summary>
    const int MostLettersOfToken = 20;

    public async Task<ModelHeard> AskAsync(ModelQuestion question, ModelPlace at, IReadOnlyList<ChatMessage> messages, ModelListener? heard, CancellationToken ct)
    {
        var (began, provider) = (clock.GetTimestamp(), at.Provider);
        var (text, usage, problem, failure, entered) = (new StringBuilder(), (UsageDetails?)null, (string?)null, (Exception?)null, false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(at.Route.MaxSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await circuit.EnterAsync(provider.Id, provider.MaxConcurrent, either.Token);
            entered = true;
            using var client = clients.Open(keys.AccountOf(provider), at.Model.Name);
            await foreach (var update in client.GetStreamingResponseAsync(messages, OptionsOf(question, at.Model), either.Token))
            {
                usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
                if (update.Text.Length == 0) continue;
                var first = text.Length == 0;
                text.Append(update.Text);
                if (text.Length > question.MaxOutputTokens * MostLettersOfToken) throw new ModelException(ModelProblem.Content, "It did not stop writing.");
                if (heard is not null) await heard(update.Text, first);
            }
            if (text.Length == 0) problem = "It answered with nothing.";
            circuit.Worked(provider.Id);
        }
        catch (ModelException refused)
        {
            circuit.Failed(provider.Id, refused);
            problem = refused.Message;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            problem = $"It took longer than {at.Route.MaxSeconds} seconds.";
        }
        catch (Exception other)
        {
            (failure, problem) = (other, "It was stopped.");
        }
        finally
        {
            if (entered) circuit.Leave(provider.Id, provider.MaxConcurrent);
        }
        var input = usage?.InputTokenCount ?? (entered && (problem is null || text.Length > 0 || failure is not null) ? question.InputTokens : 0);
        return new(problem is null ? text.ToString() : null, input, usage?.OutputTokenCount ?? (text.Length + 1) / 2, clock.GetElapsedTime(began), problem, failure);
    }

    static ChatOptions OptionsOf(ModelQuestion question, ModelEntry model) => new()
    {
        MaxOutputTokens = question.MaxOutputTokens,
        ResponseFormat = question.Schema is { } schema && model.Structured ? ChatResponseFormat.ForJsonSchema(schema, "answer") : null,
    };
}
