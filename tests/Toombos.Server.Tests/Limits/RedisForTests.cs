using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Tests.Limits;

/// <summary>Where limits are counted in a test: in this process, or in the Redis of the run.</summary>
public enum Counting { InProcess, Redis }

/// <summary>Connections to the Redis of the run.</summary>
static class RedisForTests
{
    public static string Address { get; } = Environment.GetEnvironmentVariable("TOOMBOS_TEST_REDIS")
        ?? throw new InvalidOperationException("TOOMBOS_TEST_REDIS is not set: run ./test.sh, which starts a private Redis.");

    public static RedisConnection Connect(TimeProvider clock, string? address = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Redis:Connection"] = address ?? Address }).Build(),
        NullLogger<RedisConnection>.Instance, clock);
}
