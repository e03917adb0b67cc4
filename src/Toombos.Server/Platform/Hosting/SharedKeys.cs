using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace Toombos.Server.Platform.Hosting;

/// <summary>Keys that protect cookies: in the data folder on one node; in Redis, where configured, so that every node reads every cookie.</summary>
public static class SharedKeys
{
    public static IServiceCollection AddSharedKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("toombos");
        if (configuration["Redis:Connection"] is { Length: > 0 } redis)
        {
            var connection = new Lazy<ConnectionMultiplexer>(() => ConnectionMultiplexer.Connect(redis));
            keys.PersistKeysToStackExchangeRedis(() => connection.Value.GetDatabase(), "toombos:protection-keys");
        }
        else
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(configuration["Database:DataFolder"] ?? "data", "keys")));
        }
        return services;
    }
}
