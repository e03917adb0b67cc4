using System.CommandLine;
using Toombos.Client;
using Toombos.Client.Evals;

namespace Toombos.Server.Commands;

/// <summary>Runs the golden set of a workspace over its API and says whether a candidate is worse, for whoever changes prompts in a repository of their own.</summary>
static class EvalsCommand
{
    /// <summary>Exit code when the candidate is worse.</summary>
    public const int Worse = 1;

    public static Command Create()
    {
        var options = new EvalsOptions();
        var run = options.ToCommand("run", "Writes the golden set as things are and with a candidate; exit code 0: not worse, 1: worse, 2: could not run");
        run.SetAction(async (parsed, ct) =>
        {
            using var http = new HttpClient(new SocketsHttpHandler());
            return await RunAsync(options, parsed, http, Console.Out, Console.Error, TimeSpan.FromSeconds(1), ct);
        });
        return new Command("evals", "The golden set of a workspace") { run };
    }

    internal static async Task<int> RunAsync(EvalsOptions options, ParseResult parsed, HttpClient http, TextWriter to, TextWriter errors, TimeSpan pause, CancellationToken ct)
    {
        try
        {
            if (http.BaseAddress is null)
            {
                if (!Uri.TryCreate(parsed.GetRequiredValue(options.Address), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                    return await MisusedAsync($"'{parsed.GetRequiredValue(options.Address)}' is not a web address. Write --address https://toombos.example.com.");
                http.BaseAddress = address;
            }
            http.DefaultRequestHeaders.Remove("X-API-Key");
            http.DefaultRequestHeaders.Add("X-API-Key", parsed.GetRequiredValue(options.Key));
            var client = new ToombosClient(http);
            var request = new StartEvalRunRequest { Title = parsed.GetValue(options.Title), Fresh = parsed.GetValue(options.Fresh), Candidate = await CandidateAsync(options, parsed, client, ct) };
            var json = parsed.GetValue(options.Json);
            var run = await EvalsFollowing.FollowAsync(client, await client.Evals.StartAsync(request, ct), json ? TextWriter.Null : errors, pause, ct);
            await to.WriteAsync(json ? EvalsTable.Json(run) : EvalsTable.Text(run));
            if (run.Run.State != EvalState.Finished) return await MisusedAsync($"The run was {(run.Run.State == EvalState.Failed ? "not done" : "stopped")}. {run.Run.Problem}".TrimEnd());
            if (!run.Cases.Any(c => c.Baseline?.Written == true || c.Candidate?.Written == true)) return await MisusedAsync("No model wrote anything, so nothing can be said. The table tells why.");
            return run.Run.Verdict == EvalVerdict.Worse ? Worse : 0;
        }
        catch (ToombosApiException refused)
        {
            return await MisusedAsync(string.Join(" ", refused.Errors.Values.SelectMany(e => e).DefaultIfEmpty(refused.Message)));
        }
        catch (Exception failure) when (failure is HttpRequestException or MisuseException or IOException or UnauthorizedAccessException)
        {
            return await MisusedAsync(failure is HttpRequestException ? $"The server can't be reached: {failure.Message}" : failure.Message);
        }

        async Task<int> MisusedAsync(string sentence)
        {
            await errors.WriteLineAsync(sentence);
            return CommandLine.Misused;
        }
    }

    static async Task<EvalCandidate?> CandidateAsync(EvalsOptions options, ParseResult parsed, ToombosClient client, CancellationToken ct)
    {
        var candidate = new EvalCandidate { Voice = parsed.GetValue(options.Voice) };
        if (parsed.GetValue(options.Model) is { } model) candidate = candidate with { Model = await ModelAsync(model, client, ct) };
        if (parsed.GetValue(options.Prompt) is { } prompt) candidate = candidate with { Prompt = await PromptAsync(prompt, ct) };
        return candidate is { Model: null, Prompt: null, Voice: null } ? null : candidate;
    }

    /// <summary>A provider by its name or id; both names may hold slashes of their own.</summary>
    static async Task<EvalModel> ModelAsync(string said, ToombosClient client, CancellationToken ct)
    {
        var providers = await client.Models.ListProvidersAsync(ct);
        foreach (var provider in providers)
        {
            foreach (var name in (string[])[provider.Name + "/", provider.Id + "/"])
            {
                if (said.StartsWith(name, StringComparison.OrdinalIgnoreCase) && provider.Models.Any(m => m.Name == said[name.Length..])) return new() { ProviderId = provider.Id, Name = said[name.Length..] };
            }
        }
        throw new MisuseException($"There is no model '{said}'. Write --model with one of: {string.Join(", ", providers.SelectMany(p => p.Models.Select(m => $"{p.Name}/{m.Name}")))}.");
    }

    static async Task<EvalPrompt> PromptAsync(string said, CancellationToken ct)
    {
        if (said.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } file]) throw new MisuseException($"'{said}' names no prompt and file. Write --prompt draft=prompts/draft.md.");
        return File.Exists(file) ? new() { Name = name, Text = EvalsPromptFile.TextOf(await File.ReadAllTextAsync(file, ct)) } : throw new MisuseException($"There is no file '{file}'.");
    }

    /// <summary>Something was typed that there is not.</summary>
    sealed class MisuseException(string sentence) : Exception(sentence);
}
