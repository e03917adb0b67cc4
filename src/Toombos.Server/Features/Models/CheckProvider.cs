using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;
using Toombos.Client.Models;
using Toombos.Connectors.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>Asks each model of a provider for one word, says what it said, and notes how the provider stands.</summary>
static class CheckProvider
{
    const int MostTokens = 64, Longest = 200;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Ok<IReadOnlyList<ModelCheck>>> Handle(Guid id, ToombosDb db, ModelKeys keys, ModelClients clients, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        var provider = await db.FindProviderAsync(id, ct);
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var account = keys.AccountOf(provider);
        var checks = new List<ModelCheck>();
        foreach (var model in provider.Models) checks.Add(await AskAsync(clients, account, model, clock, ct));
        provider.Note(checks.Find(c => !c.Good)?.Sentence, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ModelCheck>>(checks);
    }

    static async Task<ModelCheck> AskAsync(ModelClients clients, ModelAccount account, ModelEntry model, TimeProvider clock, CancellationToken ct)
    {
        var (began, text) = (clock.GetTimestamp(), new StringBuilder());
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            using var client = clients.Open(account, model.Name);
            await foreach (var update in client.GetStreamingResponseAsync("Answer with the one word: ready", new() { MaxOutputTokens = MostTokens }, either.Token))
            {
                if (text.Length < Longest) text.Append(update.Text);
            }
            return Found(text.Length == 0 ? "It answered with nothing. Try again, or choose another model." : null, text.ToString());
        }
        catch (ModelException failure)
        {
            return Found(failure.Message, failure.Answer);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Found($"It took longer than {Patience.TotalSeconds:0} seconds.", null);
        }

        ModelCheck Found(string? sentence, string? answer) => new(sentence is null, model.Name, (int)clock.GetElapsedTime(began).TotalMilliseconds, sentence, answer is { Length: > Longest } ? answer[..Longest] : answer);
    }
}
