using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Limits;

/// <summary>
/// Slows down whoever guesses, without giving anyone the means to lock others out. Waiting grows per pair of account and network and per address.
/// Guesses against one account from many networks make every network wait where the account never signed in: each for itself and at most a minute,
/// so that its owner gets in from a new place too. Networks where it did sign in do not notice any of that.
/// </summary>
public sealed class AttemptDelay
{
    static readonly TimeSpan KnownFor = TimeSpan.FromDays(90), Kept = TimeSpan.FromHours(6);
    const string Yes = "1";

    readonly IAttemptMemory _memory;
    readonly bool _enabled;
    readonly TimeProvider _clock;

    internal AttemptDelay(IAttemptMemory memory, IOptions<RateLimitsOptions> options, TimeProvider clock) =>
        (_memory, _enabled, _clock) = (memory, options.Value.Enabled, clock);

    /// <summary>
    /// Call it before anything is compared. Counts the attempt, so that many at the same time are not one; <see cref="SucceededAsync"/> takes it back.
    /// 429 <c>sign-in.too-often</c> with Retry-After while the caller has to wait; asking during the wait does not make it longer.
    /// </summary>
    /// <param name="account">What is being opened: a mail address as it was normalized, a person's id, whether or not it exists. Where nobody is named, an empty text: only the address counts.</param>
    public async Task CheckAsync(string account, IPAddress? address, CancellationToken ct)
    {
        if (!_enabled) return;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var (pairKey, accountKey, addressKey, knownKey) = KeysOf(account, address);
            var found = await _memory.ReadAsync([pairKey, accountKey, addressKey, knownKey]);
            var (now, known) = (Now, found[3] is not null);
            if (!known) ThrowIfEarly(AttemptState.Read(found[2])?.Until, now);
            if (account.Length == 0) return;

            var attack = known ? TimeSpan.Zero : WaitOfAttack(found[1], now);
            var rule = known ? AttemptRule.KnownPair : AttemptRule.Pair;
            var pair = AttemptState.Read(found[0]) ?? new(0, now, now);
            if (found[0] is null && attack > TimeSpan.Zero)
            {
                // During an attack a network that nobody knows waits before its first attempt too, instead of after it.
                pair = pair with { Until = now + (long)attack.TotalMilliseconds };
                if (!await _memory.TryWriteAsync(pairKey, null, pair.Write(), Kept)) continue;
            }
            ThrowIfEarly(pair.Until, now);
            if (await _memory.TryWriteAsync(pairKey, found[0], pair.After(now, rule, attack).Write(), Kept)) return;
        }
    }

    /// <summary>The attempt was wrong.</summary>
    public async Task FailedAsync(string account, IPAddress? address, CancellationToken ct)
    {
        if (!_enabled) return;
        var (_, accountKey, addressKey, knownKey) = KeysOf(account, address);
        var known = account.Length > 0 && (await _memory.ReadAsync([knownKey]))[0] is not null;
        await CountAsync(addressKey, AttemptRule.Address, ct);
        if (account.Length > 0 && !known) await CountAsync(accountKey, AttemptRule.Account, ct);
    }

    /// <summary>The attempt was right: the account is at home in this network from now on.</summary>
    public async Task SucceededAsync(string account, IPAddress? address, CancellationToken ct)
    {
        if (!_enabled || account.Length == 0) return;
        var (pairKey, _, _, knownKey) = KeysOf(account, address);
        await ChangeAsync(pairKey, _ => null, Kept, ct);
        await ChangeAsync(knownKey, _ => Yes, KnownFor, ct);
    }

    Task CountAsync(string key, AttemptRule rule, CancellationToken ct) =>
        ChangeAsync(key, old => (AttemptState.Read(old) ?? new(0, Now, 0)).After(Now, rule).Write(), Kept, ct);

    async Task ChangeAsync(string key, Func<string?, string?> change, TimeSpan life, CancellationToken ct)
    {
        string? old;
        do
        {
            ct.ThrowIfCancellationRequested();
            old = (await _memory.ReadAsync([key]))[0];
        }
        while (!await _memory.TryWriteAsync(key, old, change(old), life));
    }

    static TimeSpan WaitOfAttack(string? account, long now) =>
        AttemptState.Read(account) is { } state ? AttemptRule.Account.WaitAt(state.LevelAt(now, AttemptRule.Account)) : TimeSpan.Zero;

    static void ThrowIfEarly(long? until, long now)
    {
        if (!(until > now)) return;
        var wait = TimeSpan.FromSeconds(Math.Ceiling((until.Value - now) / 1000.0));
        throw new DomainRuleException("sign-in.too-often", string.Create(CultureInfo.InvariantCulture,
            $"There were too many attempts. Wait {Waiting.InWords(wait)}, then try again."), StatusCodes.Status429TooManyRequests) { RetryAfter = wait };
    }

    /// <summary>Accounts are hashed: what is remembered names nobody.</summary>
    static (string Pair, string Account, string Address, string Known) KeysOf(string account, IPAddress? address)
    {
        var (who, where) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)).AsSpan(0, 16)), Network.Of(address));
        return ($"pair:{who}:{where}", $"account:{who}", $"from:{Network.CallerOf(address)}", $"known:{who}:{where}");
    }

    long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
