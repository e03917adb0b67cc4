using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A cookie that one node wrote is read by the others where Redis is configured, and by no stranger.</summary>
public sealed class SharedKeysTests
{
    [Fact]
    public async Task Nodes_that_share_a_redis_read_each_others_cookies()
    {
        var redis = Environment.GetEnvironmentVariable("TOOMBOS_TEST_REDIS") ?? throw new InvalidOperationException("TOOMBOS_TEST_REDIS is not set: run ./test.sh, which starts a private Redis.");
        var settings = new Dictionary<string, string?> { ["Redis:Connection"] = redis };
        await using var one = await ToombosHost.StartAsync(DatabaseKind.Sqlite, settings);
        await using var two = await ToombosHost.StartAsync(DatabaseKind.Sqlite, settings);

        var cookie = ProtectorOf(one).Protect("signed in");

        Assert.Equal("signed in", ProtectorOf(two).Unprotect(cookie));
    }

    [Fact]
    public async Task Nodes_that_share_nothing_do_not()
    {
        await using var one = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        await using var two = await ToombosHost.StartAsync(DatabaseKind.Sqlite);

        var cookie = ProtectorOf(one).Protect("signed in");

        Assert.Throws<CryptographicException>(() => ProtectorOf(two).Unprotect(cookie));
    }

    static IDataProtector ProtectorOf(ToombosHost host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
}
