using Spectre.Console;

namespace Toombos.Server.Commands;

/// <summary>A progress bar on standard error, where a person is looking; nothing in a pipe.</summary>
public sealed class ComposeProgress : IAsyncDisposable
{
    const int Steps = 4;
    readonly TaskCompletionSource _done = new();
    readonly Task _drawing;
    ProgressTask? _bar;
    int _step;

    ComposeProgress(bool visible)
    {
        if (!visible)
        {
            _drawing = Task.CompletedTask;
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        _drawing = console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(context =>
        {
            _bar = context.AddTask("Starting", maxValue: Steps);
            return _done.Task;
        });
    }

    public static ComposeProgress Start(bool quiet) => new(!quiet && !Console.IsErrorRedirected);

    public void Step(string description)
    {
        if (_bar is null) return;
        _bar.Description = description;
        _bar.Value = _step++;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bar is not null) _bar.Value = Steps;
        _done.TrySetResult();
        await _drawing;
    }
}
