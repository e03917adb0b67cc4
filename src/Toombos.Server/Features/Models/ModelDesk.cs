using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Toombos.Client.Models;
using Toombos.Connectors.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Models;

/// <summary>
/// Asks the models of a workspace in their order until one gives an answer that can be read, within the caps. An answer that can't be read is shown to the model
/// once, with what is wrong.
/// </summary>
sealed class ModelDesk(ToombosDb db, ModelKeys keys, ModelClients clients, ModelBudget budget, ModelCircuit circuit, TimeProvider clock)
{
    /// <param name="read">Makes of the whole text what is wanted, or says what is wrong with it.</param>
    /// <param name="heard">Is told the text as it comes, from the beginning for each try; what was heard before is void then.</param>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: not even the first call fits under the caps.</exception>
    public async Task<ModelOutcome<T>> AskAsync<T>(ModelQuestion question, Func<string, ModelReading<T>> read, Func<string, Task>? heard, CancellationToken ct) where T : class
    {
        var (routes, refusals, cost) = ((await db.ModelPolicyAsync(ct)).For(question.Purpose), new List<string>(), 0L);
        var providers = await db.ModelProviders.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        foreach (var route in routes)
        {
            if (!providers.TryGetValue(route.ProviderId, out var provider) || provider.Find(route.Model) is not { } model) continue;
            if (WhyNot(provider, model, question) is { } why)
            {
                refusals.Add(why);
                continue;
            }
            var (value, spent, refusal) = await TryAsync(question, route, provider, model, read, heard, ct);
            cost += spent;
            if (value is not null) return new(value, model.Name, refusals, ModelCallRow.DollarsOf(cost));
            refusals.Add($"{model.Name}: {refusal}");
        }
        return new(null, null, refusals, ModelCallRow.DollarsOf(cost));
    }

    string? WhyNot(ModelProvider provider, ModelEntry model, ModelQuestion question) =>
        provider.Off ? $"{model.Name}: {provider.Name} is switched off."
        : question.InputTokens + question.MaxOutputTokens > model.ContextTokens ? $"{model.Name}: the document is too long for it."
        : circuit.RestsUntil(provider.Id) is { } until ? string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {provider.Name} is left alone until {until:HH:mm:ss} UTC, because it failed or asked for it.")
        : null;

    async Task<(T? Value, long Cost, string? Refusal)> TryAsync<T>(ModelQuestion question, ModelRoute route, ModelProvider provider, ModelEntry model, Func<string, ModelReading<T>> read, Func<string, Task>? heard, CancellationToken ct) where T : class
    {
        List<ChatMessage> messages = [new(ChatRole.System, question.System), new(ChatRole.User, question.User)];
        var (cost, wrong) = (0L, (string?)null);
        for (var round = 0; round < 2; round++)
        {
            var (text, spent, refusal) = await CallAsync(question, route, provider, model, messages, heard, ct);
            cost += spent;
            if (text is null) return (null, cost, refusal);
            var reading = read(text);
            if (reading.Value is not null) return (reading.Value, cost, null);
            wrong = reading.Wrong;
            messages.Add(new(ChatRole.Assistant, text));
            messages.Add(new(ChatRole.User, $"That can't be used: {wrong} Give the whole answer again, mended, and nothing else."));
        }
        return (null, cost, $"its answer could not be used. {wrong}");
    }

    async Task<(string? Text, long Cost, string? Refusal)> CallAsync(ModelQuestion question, ModelRoute route, ModelProvider provider, ModelEntry model, List<ChatMessage> messages, Func<string, Task>? heard, CancellationToken ct)
    {
        var call = await budget.ReserveAsync(question, route, model, ct);
        var began = clock.GetTimestamp();
        var (text, usage, problem) = (new StringBuilder(), (UsageDetails?)null, (string?)null);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(route.MaxSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var client = clients.Open(keys.AccountOf(provider), model.Name);
            await foreach (var update in client.GetStreamingResponseAsync(messages, OptionsOf(question, model), either.Token))
            {
                usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? usage;
                if (update.Text.Length == 0) continue;
                text.Append(update.Text);
                if (text.Length > question.MaxOutputTokens * 20) throw new ModelException(ModelProblem.Content, "It did not stop writing.");
                if (heard is not null) await heard(text.ToString());
            }
            if (text.Length == 0) problem = "It answered with nothing.";
            circuit.Worked(provider.Id);
        }
        catch (ModelException failure)
        {
            circuit.Failed(provider.Id, failure);
            problem = failure.Message;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            problem = $"It took longer than {route.MaxSeconds} seconds.";
        }
        finally
        {
            // Where nobody says what was used, and for a call that was broken off, what may have been used counts.
            var (input, output) = (usage?.InputTokenCount ?? (problem is null || text.Length > 0 || ct.IsCancellationRequested ? question.InputTokens : 0), usage?.OutputTokenCount ?? (text.Length + 1) / 2);
            await budget.SettleAsync(call, model, input, output, clock.GetElapsedTime(began), ct.IsCancellationRequested ? "It was stopped." : problem, CancellationToken.None);
        }
        return (problem is null ? text.ToString() : null, call.Cost, problem);
    }

    static ChatOptions OptionsOf(ModelQuestion question, ModelEntry model) => new()
    {
        MaxOutputTokens = question.MaxOutputTokens,
        ResponseFormat = question.Schema is { } schema && model.Structured ? ChatResponseFormat.ForJsonSchema(schema, "answer") : null,
    };
}
