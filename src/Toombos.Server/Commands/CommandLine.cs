using System.CommandLine;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Commands;

/// <summary>Builds the server from arguments in ASP.NET Core's own form and settings of ours.</summary>
public delegate WebApplication ServerBuilder(string[] args, IReadOnlyDictionary<string, string?> settings);

/// <summary>What can be typed after <c>toombos</c>: serve (the default), demo, compose, sign-in, audit, secrets, evals.</summary>
public static class CommandLine
{
    /// <summary>Exit code of everything that a person typed wrongly.</summary>
    public const int Misused = 2;

    /// <summary>One parser, one sentence per mistake, exit code 2.</summary>
    public static async Task<int> RunAsync(string[] args, ServerBuilder build)
    {
        var role = new Option<string>("--role") { Description = "What this process does: all, api, worker, dashboard, or several joined by commas", DefaultValueFactory = _ => "all" };
        var port = new Option<int?>("--port") { Description = "Port on this machine (8000)" };
        var data = new Option<string?>("--data") { Description = "Folder of the database file and everything else kept on disk (data)" };
        role.Validators.Add(result =>
        {
            if (!Roles.TryParse(result.GetValueOrDefault<string>()!, out _)) result.AddError($"There is no role '{result.GetValueOrDefault<string>()}'. Use all, api, worker, dashboard, or several joined by commas.");
        });
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 65535) result.AddError("A port is a number from 0 to 65535.");
        });

        // The rest of the arguments is configuration in ASP.NET Core's form (--Database:Postgres=…).
        var root = new RootCommand("Toombos: living documents to newsletters, web posts and social posts, each statement traceable to its source.")
        {
            role, port, data, ComposeCommand.Create(), DemoCommand.Create(build, port, data), SignInCommand.Create(build, data), AuditCommand.Create(build, data), SecretsCommand.Create(build, data), EvalsCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, ct) => ServeCommand.RunAsync(build([.. parsed.UnmatchedTokens], Settings(parsed.GetValue(role), parsed.GetValue(port), parsed.GetValue(data))), ct));

        var parsed = root.Parse(args);
        var stray = parsed.UnmatchedTokens.FirstOrDefault(token => parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors || !IsSetting(token));
        if (parsed.Errors.Count == 0 && stray is null) return await parsed.InvokeAsync();
        var mistake = stray is null ? parsed.Errors[0].Message : $"There is no option '{stray}' here.";
        await Console.Error.WriteLineAsync($"{mistake} Run with --help to see what there is.");
        return Misused;
    }

    static bool IsSetting(string token) => token.StartsWith("--", StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    /// <summary>Options as configuration; what was not said stays for files and environment to say.</summary>
    public static Dictionary<string, string?> Settings(string? role, int? port, string? data)
    {
        var settings = new Dictionary<string, string?>();
        if (role is not null and not "all") settings["Server:Role"] = role;
        if (port is not null) settings["Server:Port"] = port.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (data is not null) settings["Database:DataFolder"] = data;
        return settings;
    }
}
