using System.CommandLine;
using Toombos.Server.Features.Demo;

namespace Toombos.Server.Commands;

/// <summary>Starts everything on one port with a workspace made from the sample document.</summary>
public static class DemoCommand
{
    public static Command Create(ServerBuilder build, Option<int?> port, Option<string?> data)
    {
        var command = new Command("demo", "Starts everything with a demo workspace and prints a sign-in link") { port, data };
        command.SetAction((parsed, ct) => ServeCommand.RunAsync(
            build([], CommandLine.Settings("all", parsed.GetValue(port), parsed.GetValue(data))), ct,
            async (app, token) =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                var demo = await scope.ServiceProvider.GetRequiredService<DemoWorkspace>().OpenAsync(token);
                var address = ServeCommand.AddressOf(app);
                Console.WriteLine($"""

                    Toombos is running at {address}
                      Sign in, once, within an hour:  {address}/sign-in/{demo.SignInToken}
                      API reference:                  {address}/docs
                    {(demo.Key is null ? "" : $"  API key, shown this once:       {demo.Key}\n")}
                    Press Ctrl+C to stop.
                    """);
            }));
        return command;
    }
}
