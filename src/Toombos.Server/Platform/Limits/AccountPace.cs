using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StackExchange.Redis;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Limits;

/// <summary>
/// Holds an account outside to so many sendings or questions a minute, over all nodes: in Redis where configured, in one statement of the database otherwise. A bucket is one number,
/// the time at which it will be full again; up to a second's worth goes at once, and is taken off the rate, so that no minute ever has more than was allowed.
/// </summary>
sealed class AccountPace(ToombosDb db, RedisConnection redis, TimeProvider clock)
{
    const long Minute = 60_000_000;

    /// <summary>Arguments: the time or 0 for the server's, the interval and the bucket, in microseconds. Answers the wait.</summary>
    const string Script = """
        local now = tonumber(ARGV[1])
        if now == 0 then
          local t = redis.call('TIME')
          now = t[1] * 1000000 + t[2]
        end
        local level = math.max(0, (tonumber(redis.call('GET', KEYS[1])) or 0) - now)
        local wait = level + ARGV[2] - ARGV[3]
        if wait > 0 then return wait end
        redis.call('SET', KEYS[1], string.format('%.0f', now + level + ARGV[2]), 'PX', math.ceil((level + ARGV[2]) / 1000) + 60000)
        return 0
        """;

    /// <summary>Takes one, or says how long to wait before asking again.</summary>
    public async Task<TimeSpan> TakeAsync(Guid account, int perMinute, CancellationToken ct)
    {
        var burst = Math.Max(1, perMinute / 60);
        var interval = (Minute + perMinute - burst) / (perMinute - burst + 1);
        var wait = await redis.AskAsync(
            async database => (long)await database.ScriptEvaluateAsync(Script, [RedisConnection.Prefix + $"account:{account:N}"], [clock == TimeProvider.System ? 0 : Now(), interval, burst * interval]),
            () => TakeFromDatabaseAsync(account, interval, burst * interval, ct));
        return TimeSpan.FromMicroseconds(wait);
    }

    async Task<long> TakeFromDatabaseAsync(Guid account, long interval, long full, CancellationToken ct)
    {
        var now = Now();
        var latest = now + full - interval;
        var mine = db.Set<AccountPaceRow>().Where(p => p.Id == account);
        // Both in one statement each, so that of two nodes each finds what the other has taken.
        if (await mine.Where(p => p.FullAt <= now).ExecuteUpdateAsync(set => set.SetProperty(p => p.FullAt, now + interval), ct) == 1) return 0;
        if (await mine.Where(p => p.FullAt > now && p.FullAt <= latest).ExecuteUpdateAsync(set => set.SetProperty(p => p.FullAt, p => p.FullAt + interval), ct) == 1) return 0;
        if (await mine.Select(p => (long?)p.FullAt).FirstOrDefaultAsync(ct) is { } fullAt) return Math.Max(1, fullAt - latest);
        var workspace = db.CurrentWorkspace;
        return await db.Database.ExecuteSqlAsync($"""INSERT INTO account_paces ("Id", "WorkspaceId", "FullAt") VALUES ({account}, {workspace}, {now + interval}) ON CONFLICT DO NOTHING""", ct) == 1 ? 0 : 1;
    }

    long Now() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>When the bucket of an account is full again.</summary>
[Unlogged("A counter.")]
public sealed class AccountPaceRow : ITenantOwned
{
    /// <summary>The channel's, or the connection's.</summary>
    public required Guid Id { get; init; }
    public Guid WorkspaceId { get; set; }

    /// <summary>Microseconds since 1970.</summary>
    public required long FullAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccountPaceRow>
    {
        public void Configure(EntityTypeBuilder<AccountPaceRow> builder)
        {
            builder.ToTable("account_paces");
            builder.Property(p => p.Id).ValueGeneratedNever();
        }
    }
}
