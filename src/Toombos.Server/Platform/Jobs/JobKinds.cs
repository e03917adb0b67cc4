using System.Text.Json;

namespace Toombos.Server.Platform.Jobs;

/// <summary>A kind of job: how it is treated, and how its payload is read and done.</summary>
/// <param name="Run">Reads the payload and has the kind's handler, from the scope, do it.</param>
public sealed record JobKind(string Name, JobRules Rules, JsonSerializerOptions Json, Func<IServiceProvider, string, JobRun, CancellationToken, Task<JobOutcome>> Run);

/// <summary>All kinds of job that features have handed in.</summary>
public sealed class JobKinds(IEnumerable<JobKind> kinds)
{
    readonly Dictionary<string, JobKind> _kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public JobKind? Find(string name) => _kinds.GetValueOrDefault(name);

    public JobKind Of(string name) => Find(name) ?? throw new InvalidOperationException($"There is no kind of job called {name}.");
}
