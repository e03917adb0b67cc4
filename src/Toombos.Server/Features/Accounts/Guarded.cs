using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Features.Accounts;

/// <summary>An attempt to prove something about an account, slowed down where it is guesswork.</summary>
public sealed class Guarded(AttemptDelay delay, IHttpContextAccessor requests)
{
    /// <summary>Runs an attempt; null from it means that it was wrong. Counts wrong ones and remembers where right ones came from.</summary>
    /// <param name="account">The address that is being opened, as typed; a person's id; or nothing where a token names the account.</param>
    public async Task<T?> TryAsync<T>(string account, Func<Task<T?>> attempt, CancellationToken ct) where T : class
    {
        var who = AddressNormalizer.TryNormalize(account, out var address) ? address : account;
        var from = requests.HttpContext?.Connection.RemoteIpAddress;
        await delay.CheckAsync(who, from, ct);
        var result = await attempt();
        if (result is null) await delay.FailedAsync(who, from, ct);
        else await delay.SucceededAsync(who, from, ct);
        return result;
    }
}
