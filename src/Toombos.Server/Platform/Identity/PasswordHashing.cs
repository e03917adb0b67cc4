using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// Hashes and checks passwords on few threads of its own: each takes a fifth of a second of a core on purpose, and a flood of sign-ins
/// must neither occupy the threads that serve everybody else nor all cores.
/// </summary>
public sealed class PasswordHashing(IOptions<PasswordHasherOptions> hasher, IOptions<IdentityOptions> options) : IDisposable
{
    const int LongestLine = 200;

    readonly PasswordHasher<Person> _hasher = new(hasher);
    readonly SemaphoreSlim _turn = new(options.Value.PasswordThreads);
    readonly Lazy<string> _nobody = new(() => new PasswordHasher<Person>(hasher).HashPassword(Nobody, "nobody's password"));
    int _waiting;
    long _computed;

    /// <summary>Hashes computed so far. Equal for every kind of refusal, or the time one takes would tell who has an account.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    static Person Nobody { get; } = new() { Name = "nobody", CreatedAt = DateTimeOffset.UnixEpoch };

    public Task<string> HashAsync(string password, CancellationToken ct) => RunAsync(() => _hasher.HashPassword(Nobody, password), ct);

    /// <summary>False for a wrong password and for nobody: both take the same time.</summary>
    public Task<bool> IsRightAsync(Person? person, string password, CancellationToken ct)
    {
        var known = person?.PasswordHash;
        return RunAsync(() =>
        {
            // Made by whoever comes first, known or not: else the first stranger would wait twice as long.
            var nobody = _nobody.Value;
            return _hasher.VerifyHashedPassword(Nobody, known ?? nobody, password) != PasswordVerificationResult.Failed && known is not null;
        }, ct);
    }

    async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > LongestLine)
        {
            Interlocked.Decrement(ref _waiting);
            throw new Http.DomainRuleException("sign-in.busy", "Too many people are signing in just now. Try again in a few seconds.", StatusCodes.Status503ServiceUnavailable);
        }
        try
        {
            await _turn.WaitAsync(ct);
            try
            {
                Interlocked.Increment(ref _computed);
                return await Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();
}
