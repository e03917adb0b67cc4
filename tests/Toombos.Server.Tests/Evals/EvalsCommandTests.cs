using System.Text.Json;
using Toombos.Client;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Server.Commands;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Models;

namespace Toombos.Server.Tests.Evals;

/// <summary>What a repository of prompts runs before a change is merged.</summary>
public sealed class EvalsCommandTests : IDisposable
{
    readonly string _file = Path.GetTempFileName();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task It_says_by_its_exit_code_whether_the_candidate_is_worse()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry(), ModelStage.Entry("maker/liar-1"));
        stage.Sink.Answer = asked => new(ModelStage.Post(asked.Model == "maker/liar-1" ? "Our hull weighs only 18.9 kg." : "Our hull weighs only 19.8 kg."));
        var draft = await stage.DraftAsync("bluesky", "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n");
        await stage.Client.Evals.AddCaseAsync(new() { DraftId = draft.Summary.Id, Name = "Hull" }, Ct);

        var (code, output, errors) = await RunAsync(stage, "--title", "main");
        Assert.Equal((0, ""), (code, string.Join('\n', errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("Run ", StringComparison.Ordinal) && !l.StartsWith("1 of 1", StringComparison.Ordinal)))));
        Assert.Contains("1 of 1 written", output, StringComparison.Ordinal);

        (code, output, _) = await RunAsync(stage, "--model", "harbour ai/maker/liar-1");
        Assert.Equal(EvalsCommand.Worse, code);
        Assert.Contains("Hull: Worse: contradicted claims 0 → 1 (“18.9 kg”", output, StringComparison.Ordinal);

        var ours = (await stage.Client.Writing.ListPromptsAsync(Ct)).Single(p => p.Name == "draft");
        await File.WriteAllTextAsync(_file, $"---\nname: draft\n---\n{ours.Text}\n- Write short sentences.\n", Ct);
        (code, output, errors) = await RunAsync(stage, "--prompt", $"draft={_file}", "--json");
        Assert.Equal((0, ""), (code, errors));
        var run = JsonSerializer.Deserialize(output, ToombosJson.Default.EvalRunDetails)!;
        Assert.Equal((EvalState.Finished, EvalVerdict.Same), (run.Run.State, run.Run.Verdict));
        Assert.EndsWith("- Write short sentences.", run.Run.Candidate!.Prompt!.Text, StringComparison.Ordinal);
        Assert.StartsWith("You write for", run.Run.Candidate.Prompt.Text, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_file, "Write well.", Ct);
        Assert.Equal(CommandLine.Misused, await RunAsync(stage, "--prompt", $"draft={_file}") is var bad ? bad.Code : 0);
        Assert.Contains("is missing. Keep all of:", bad.Errors, StringComparison.Ordinal);
        Assert.Equal((CommandLine.Misused, "There is no model 'nobody/none'. Write --model with one of: Harbour AI/harbour-1, Harbour AI/maker/liar-1."), await RunAsync(stage, "--model", "nobody/none") is var none ? (none.Code, none.Errors.Trim()) : default);
        Assert.Equal(CommandLine.Misused, (await RunAsync(stage, "--voice", "nobody")).Code);

        stage.Sink.Answer = _ => new("I would rather not.");
        Assert.Equal((CommandLine.Misused, true), await RunAsync(stage, "--fresh") is var silent ? (silent.Code, silent.Errors.Contains("No model wrote anything", StringComparison.Ordinal)) : default);
    }

    static async Task<(int Code, string Output, string Errors)> RunAsync(ModelStage stage, params string[] args)
    {
        var options = new EvalsOptions();
        var parsed = options.ToCommand("run", "").Parse(["--key", stage.Workspace.Key, .. args]);
        Assert.Empty(parsed.Errors);
        using var http = stage.Host.CreateClient();
        await using StringWriter to = new(), errors = new();
        return (await EvalsCommand.RunAsync(options, parsed, http, to, errors, TimeSpan.FromMilliseconds(20), Ct), to.ToString(), errors.ToString());
    }
}
