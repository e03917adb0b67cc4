using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Toombos.Server.Tests.Secrets;

/// <summary>Keeps every line of the log with everything a sink would get: words, fields, exceptions, scopes.</summary>
sealed class CapturedLog : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => Lines.Clear();

    sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            log.Lines.Enqueue($"{category} scope {Fields(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {Fields(state)} {exception}");

        static string Fields<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> fields ? string.Join(' ', fields.Select(f => $"{f.Key}={f.Value}")) : $"{state}";
    }
}
