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
/// once, with what is wrong. What was asked before is answered from memory.
/// </summary>
sealed class ModelDesk(ToombosDb db, ModelKeys keys, ModelClients clients, ModelBudget budget, ModelMemory memory, ModelCircuit circuit, TimeProvider clock)
{
    /// <summary>No token has more letters; whoever writes on has lost its way.</summary>
    const int MostLettersOfToken = 20;

    /// <param name="read">Makes of the whole text what is wanted, or says what is wrong with it.</param>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: nothing that could be asked fits under the caps.</exception>
    public async Task<ModelOutcome<T>> AskAsync<T>(ModelQuestion question, Func<string, ModelReading<T>> read, ModelListener? heard, CancellationToken ct) where T : class
    {
        var (refusals, use, dear) = (new List<string>(), default(ModelUse), (DomainRuleException?)null);
        foreach (var (route, provider, model) in await RoutesAsync(question, ct))
        {
            if (WhyNot(provider, model, question) is { } why)
            {
                refusals.Add(why);
                continue;
            }
            try
            {
                var (value, spent, refusal) = await TryAsync(question, route, provider, model, read, heard, ct);
                use += spent;
                if (value is not null) return new(value, model.Name, question.Prompt, refusals, use);
                refusals.Add($"{model.Name}: {refusal}");
            }
            catch (DomainRuleException refused) when (refused.Code == ModelBudget.Refused)
            {
                dear = refused;
                refusals.Add($"{model.Name}: {refused.Message}");
            }
        }
        return dear is not null && use.Cost == 0 ? throw dear : new(null, null, question.Prompt, refusals, use);
    }

    /// <summary>What asking may cost: of the first model that can be asked.</summary>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where nothing that could be asked fits under the caps; <c>models.none</c> where nothing can be asked.</exception>
    public async Task<ModelEstimate> EstimateAsync(ModelQuestion question, CancellationToken ct)
    {
        var (dear, refusals) = ((DomainRuleException?)null, new List<string>());
        foreach (var (route, provider, model) in await RoutesAsync(question, ct))
        {
            if (WhyNot(provider, model, question) is { } why)
            {
                refusals.Add(why);
                continue;
            }
            try
            {
                var known = !question.Fresh && await memory.RecallAsync(ModelMemory.KeyOf(route, question, MessagesOf(question)), ct) is not null;
                var most = known ? 0 : ModelCallRow.CostOf(model, question.InputTokens, question.MaxOutputTokens);
                await budget.RequireAsync(question.DraftId, most, ct);
                return new(model.Name, question.Prompt, question.InputTokens, question.MaxOutputTokens, ModelCallRow.DollarsOf(most), known, await budget.UsualAsync(question, model.Name, ct));
            }
            catch (DomainRuleException refused) when (refused.Code == ModelBudget.Refused)
            {
                dear = refused;
            }
        }
        throw dear ?? new DomainRuleException("models.none", refusals is [.., var last] ? $"No model can be asked. {last}" : "No model is set for this. Connect a provider in the settings, or go on with what the built-in composer wrote.");
    }

    async Task<List<(ModelRoute Route, ModelProvider Provider, ModelEntry Model)>> RoutesAsync(ModelQuestion question, CancellationToken ct)
    {
        var routes = question.Only is { } only ? [only] : (await db.ModelPolicyAsync(ct)).For(question.Purpose);
        var providers = await db.ModelProviders.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        return [.. routes.Select(r => (r, providers.GetValueOrDefault(r.ProviderId), providers.GetValueOrDefault(r.ProviderId)?.Find(r.Model))).Where(r => r.Item3 is not null).Select(r => (r.r, r.Item2!, r.Item3!))];
    }

    string? WhyNot(ModelProvider provider, ModelEntry model, ModelQuestion question) =>
        provider.Off ? $"{model.Name}: {provider.Name} is switched off."
        : question.InputTokens + question.MaxOutputTokens > model.ContextTokens ? $"{model.Name}: the document is too long for it."
        : circuit.RestsUntil(provider.Id) is { } until ? string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {provider.Name} is left alone until {until:HH:mm:ss} UTC, because it failed or asked for it.")
        : null;

    static List<ChatMessage> MessagesOf(ModelQuestion question) => [new(ChatRole.System, question.System), new(ChatRole.User, question.User)];

    async Task<(T? Value, ModelUse Use, string? Refusal)> TryAsync<T>(ModelQuestion question, ModelRoute route, ModelProvider provider, ModelEntry model, Func<string, ModelReading<T>> read, ModelListener? heard, CancellationToken ct) where T : class
    {
        var (messages, use, wrong) = (MessagesOf(question), default(ModelUse), (string?)null);
        for (var round = 0; round < 2; round++)
        {
            var key = ModelMemory.KeyOf(route, question, messages);
            var known = question.Fresh ? null : await memory.RecallAsync(key, ct);
            var (text, spent, refusal) = known is not null ? await RepeatAsync(known, question, route, heard, ct) : await CallAsync(question, route, provider, model, messages, heard, ct);
            use += spent;
            if (text is null) return (null, use, refusal);
            var reading = read(text);
            if (known is null && reading.Value is not null) await memory.KeepAsync(key, text, ct);
            if (reading.Value is not null) return (reading.Value, use, null);
            wrong = reading.Wrong;
            messages.Add(new(ChatRole.Assistant, text));
            messages.Add(new(ChatRole.User, $"That can't be used: {wrong} Give the whole answer again, mended, and nothing else."));
        }
        return (null, use, $"its answer could not be used. {wrong}");
    }

    async Task<(string? Text, ModelUse Use, string? Refusal)> RepeatAsync(string text, ModelQuestion question, ModelRoute route, ModelListener? heard, CancellationToken ct)
    {
        await budget.NoteCachedAsync(question, route, ct);
        if (heard is not null) await heard(text, true);
        return (text, default, null);
    }

    async Task<(string? Text, ModelUse Use, string? Refusal)> CallAsync(ModelQuestion question, ModelRoute route, ModelProvider provider, ModelEntry model, List<ChatMessage> messages, ModelListener? heard, CancellationToken ct)
    {
        var call = await budget.ReserveAsync(question, route, model, ct);
        var began = clock.GetTimestamp();
        var (text, usage, problem, entered) = (new StringBuilder(), (UsageDetails?)null, (string?)null, false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(route.MaxSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            await circuit.EnterAsync(provider.Id, provider.MaxConcurrent, either.Token);
            entered = true;
            using var client = clients.Open(keys.AccountOf(provider), model.Name);
            await foreach (var update in client.GetStreamingResponseAsync(messages, OptionsOf(question, model), either.Token))
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
            if (entered) circuit.Leave(provider.Id, provider.MaxConcurrent);
            // Where nobody says what was used, and for a call that was broken off, what may have been used counts.
            var (input, output) = (usage?.InputTokenCount ?? (entered && (problem is null || text.Length > 0 || ct.IsCancellationRequested) ? question.InputTokens : 0), usage?.OutputTokenCount ?? (text.Length + 1) / 2);
            await budget.SettleAsync(call, model, input, output, clock.GetElapsedTime(began), ct.IsCancellationRequested ? "It was stopped." : problem, CancellationToken.None);
        }
        return (problem is null ? text.ToString() : null, ModelUse.Of(call), problem);
    }

    static ChatOptions OptionsOf(ModelQuestion question, ModelEntry model) => new()
    {
        MaxOutputTokens = question.MaxOutputTokens,
        ResponseFormat = question.Schema is { } schema && model.Structured ? ChatResponseFormat.ForJsonSchema(schema, "answer") : null,
    };
}
