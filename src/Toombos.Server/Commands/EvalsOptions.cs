using System.CommandLine;

namespace Toombos.Server.Commands;

/// <summary>What <c>evals run</c> can be told.</summary>
sealed class EvalsOptions
{
    public Option<string> Address { get; } = new("--address", "-a") { Description = "Address of the server (http://127.0.0.1:8000, or TOOMBOS_ADDRESS)", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TOOMBOS_ADDRESS") ?? "http://127.0.0.1:8000" };
    public Option<string> Key { get; } = new("--key", "-k") { Description = "API key with models:read and models:write (TOOMBOS_KEY)", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TOOMBOS_KEY") ?? "" };
    public Option<string?> Model { get; } = new("--model", "-m") { Description = "Another model, as PROVIDER/MODEL" };
    public Option<string?> Prompt { get; } = new("--prompt", "-p") { Description = "Another text of a prompt, as NAME=FILE, for example draft=prompts/draft.md" };
    public Option<string?> Voice { get; } = new("--voice", "-v") { Description = "Another voice, by its slug" };
    public Option<string?> Title { get; } = new("--title", "-t") { Description = "What the run is called, for example the commit" };
    public Option<bool> Fresh { get; } = new("--fresh") { Description = "Ask again although the same was answered before; costs again" };
    public Option<bool> Json { get; } = new("--json") { Description = "Print the run as JSON and nothing else" };

    public EvalsOptions() => Key.Validators.Add(result =>
    {
        if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>())) result.AddError("Name an API key with --key, or in TOOMBOS_KEY.");
    });

    public Command ToCommand(string name, string description) => new(name, description) { Address, Key, Model, Prompt, Voice, Title, Fresh, Json };
}
