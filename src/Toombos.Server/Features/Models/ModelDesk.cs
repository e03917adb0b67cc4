using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Models;

/// <summary>
/// Asks the models of a workspace in their order until one gives an answer that can be read, within the caps. An answer that can't be read is shown to the model
/// once, with what is wrong. What was asked before is answered from memory.
/// </summary>
sealed class ModelDesk(ToombosDb db, ModelLine line, ModelBudget budget, ModelMemory memory, ModelCircuit circuit, TimeProvider clock)
{
    /// <param name="read">Makes of the whole text what is wanted, or says what is wrong with it.</param>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: nothing that could be asked fits under the caps.</exception>
    public async Task<ModelOutcome<T>> AskAsync<T>(ModelQuestion question, Func<string, ModelReading<T>> read, ModelListener? heard, CancellationToken ct) where T : class
    {
        var (refusals, use, dear) = (new List<string>(), default(ModelUse), (DomainRuleException?)null);
        var (places, hedge) = await PlacesAsync(question, ct);
        ModelPlace? tried = null;
        for (var i = 0; i < places.Count; i++)
        {
            var place = places[i];
            if (place == tried) continue;
            if (WhyNot(place, question) is { } why)
            {
                refusals.Add(why);
                continue;
            }
            try
            {
                var rival = hedge is null ? null : places.Skip(i + 1).FirstOrDefault(p => WhyNot(p, question) is null);
                var (by, value, spent, refusal) = await TryAsync(question, place, rival, hedge, read, heard, ct);
                use += spent;
                if (value is not null) return new(value, by.Model.Name, question.Prompt, refusals, use);
                refusals.Add($"{by.Model.Name}: {refusal}");
                tried = by;
            }
            catch (DomainRuleException refused) when (refused.Code == ModelBudget.Refused)
            {
                dear = refused;
                refusals.Add($"{place.Model.Name}: {refused.Message}");
            }
        }
        return dear is not null && use.Cost == 0 ? throw dear : new(null, null, question.Prompt, refusals, use);
    }

    /// <summary>What asking may cost: of the first model that can be asked.</summary>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where nothing that could be asked fits under the caps; <c>models.none</c> where nothing can be asked.</exception>
    public async Task<ModelEstimate> EstimateAsync(ModelQuestion question, CancellationToken ct)
    {
        var (dear, refusals) = ((DomainRuleException?)null, new List<string>());
        foreach (var place in (await PlacesAsync(question, ct)).Places)
        {
            var (route, _, model) = place;
            if (WhyNot(place, question) is { } why)
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

    async Task<(List<ModelPlace> Places, int? Hedge)> PlacesAsync(ModelQuestion question, CancellationToken ct)
    {
        var policy = await db.ModelPolicyAsync(ct);
        var routes = question.Only is { } only ? [only] : policy.For(question.Purpose);
        var providers = await db.ModelProviders.AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var places = from route in routes let provider = providers.GetValueOrDefault(route.ProviderId) let model = provider?.Find(route.Model) where model is not null select new ModelPlace(route, provider!, model);
        return ([.. places], policy.HedgeSeconds);
    }

    string? WhyNot(ModelPlace place, ModelQuestion question) =>
        place.Provider.Off ? $"{place.Model.Name}: {place.Provider.Name} is switched off."
        : question.InputTokens + question.MaxOutputTokens > place.Model.ContextTokens ? $"{place.Model.Name}: the document is too long for it."
        : circuit.RestsUntil(place.Provider.Id) is { } until ? string.Create(CultureInfo.InvariantCulture, $"{place.Model.Name}: {place.Provider.Name} is left alone until {until:HH:mm:ss} UTC, because it failed or asked for it.")
        : null;

    static List<ChatMessage> MessagesOf(ModelQuestion question) => [new(ChatRole.System, question.System), new(ChatRole.User, question.User)];

    async Task<(ModelPlace By, T? Value, ModelUse Use, string? Refusal)> TryAsync<T>(ModelQuestion question, ModelPlace place, ModelPlace? rival, int? hedge, Func<string, ModelReading<T>> read, ModelListener? heard, CancellationToken ct) where T : class
    {
        var (messages, use, wrong) = (MessagesOf(question), default(ModelUse), (string?)null);
        for (var round = 0; round < 2; round++)
        {
            var known = question.Fresh ? null : await memory.RecallAsync(ModelMemory.KeyOf(place.Route, question, messages), ct);
            var (by, text, spent, refusal) = known is not null ? await RepeatAsync(known, question, place, heard, ct) : await CallAsync(question, place, round == 0 ? rival : null, hedge, messages, heard, ct);
            (use, place) = (use + spent, by);
            if (text is null) return (place, null, use, refusal);
            var reading = read(text);
            if (known is null && reading.Value is not null) await memory.KeepAsync(ModelMemory.KeyOf(place.Route, question, messages), text, ct);
            if (reading.Value is not null) return (place, reading.Value, use, null);
            wrong = reading.Wrong;
            messages.Add(new(ChatRole.Assistant, text));
            messages.Add(new(ChatRole.User, $"That can't be used: {wrong} Give the whole answer again, mended, and nothing else."));
        }
        return (place, null, use, $"its answer could not be used. {wrong}");
    }

    async Task<(ModelPlace By, string? Text, ModelUse Use, string? Refusal)> RepeatAsync(string text, ModelQuestion question, ModelPlace place, ModelListener? heard, CancellationToken ct)
    {
        await budget.NoteCachedAsync(question, place.Route, ct);
        if (heard is not null) await heard(text, true);
        return (place, text, default, null);
    }

    /// <summary>Asks one model, and after so many seconds without a word the next beside it: whoever begins goes on, the other is stopped. Each call is paid for by itself.</summary>
    async Task<(ModelPlace By, string? Text, ModelUse Use, string? Refusal)> CallAsync(ModelQuestion question, ModelPlace place, ModelPlace? rival, int? hedge, List<ChatMessage> messages, ModelListener? heard, CancellationToken ct)
    {
        using var race = new ModelRace(heard);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var stopRival = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var call = await budget.ReserveAsync(question, place.Route, place.Model, ct);
        var asked = line.AskAsync(question, place, messages, race.Of(place), stop.Token);
        var beside = rival is null ? null : await BesideAsync();
        // Both to their end first: until then whoever listens uses the database.
        var (answer, otherAnswer) = (await asked, beside is null ? null : await beside.Value.Answer);
        var use = await SettleAsync(call, place, answer);
        if (otherAnswer is not null)
        {
            use += await SettleAsync(beside!.Value.Call, rival!, otherAnswer);
            if (race.Speaker == rival || answer.Text is null && otherAnswer.Text is not null) (place, answer) = (rival!, otherAnswer);
        }
        ct.ThrowIfCancellationRequested();
        if (answer.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        return (place, answer.Text, use, answer.Problem);

        async Task<(ModelCallRow Call, Task<ModelHeard> Answer)?> BesideAsync()
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(asked, race.Begun, Task.Delay(TimeSpan.FromSeconds(hedge!.Value), clock, over.Token));
            await over.CancelAsync();
            if (asked.IsCompleted || ct.IsCancellationRequested) return null;
            ModelCallRow? second = null;
            await race.WhileSilentAsync(async () => second = await TryReserveAsync(question, rival!, ct));
            if (second is null) return null;
            var answers = line.AskAsync(question, rival!, messages, race.Of(rival!), stopRival.Token);
            await Task.WhenAny(race.Begun, Task.WhenAll(asked, answers));
            if (race.Speaker is { } speaker) await (speaker == place ? stopRival : stop).CancelAsync();
            return (second, answers);
        }
    }

    /// <summary>Null where a cap leaves too little for a second one; then the first is waited for.</summary>
    async Task<ModelCallRow?> TryReserveAsync(ModelQuestion question, ModelPlace place, CancellationToken ct)
    {
        try
        {
            return await budget.ReserveAsync(question, place.Route, place.Model, ct);
        }
        catch (DomainRuleException refused) when (refused.Code == ModelBudget.Refused)
        {
            return null;
        }
    }

    async Task<ModelUse> SettleAsync(ModelCallRow call, ModelPlace place, ModelHeard heard)
    {
        await budget.SettleAsync(call, place.Model, heard.Input, heard.Output, heard.Took, heard.Problem, CancellationToken.None);
        return ModelUse.Of(call);
    }
}
