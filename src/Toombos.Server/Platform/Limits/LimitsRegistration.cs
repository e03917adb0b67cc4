using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Limits;

/// <summary>What keeps one caller from taking what belongs to all: in Redis where configured, in this process otherwise.</summary>
public static class LimitsRegistration
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitsOptions>().BindConfiguration("RateLimits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RateLimitsOptions>, RateLimitsOptionsValidator>();
        services.AddSingleton<RedisConnection>().AddSingleton<InProcessAttempts>();
        services.AddSingleton<IAttemptMemory>(provider => provider.GetRequiredService<RedisConnection>() is { Configured: true } redis
            ? new RedisAttempts(redis, provider.GetRequiredService<InProcessAttempts>()) : provider.GetRequiredService<InProcessAttempts>());
        services.AddSingleton(provider => new AttemptDelay(
            provider.GetRequiredService<IAttemptMemory>(), provider.GetRequiredService<IOptions<RateLimitsOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new InProcessRateLimiter(provider.GetRequiredService<IOptions<RateLimitsOptions>>().Value.MostBuckets, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRateLimiter>(provider => provider.GetRequiredService<RedisConnection>() is { Configured: true } redis
            ? new RedisRateLimiter(redis, provider.GetRequiredService<InProcessRateLimiter>(), provider.GetRequiredService<TimeProvider>())
            : provider.GetRequiredService<InProcessRateLimiter>());
        services.AddTables(model => model.ApplyConfiguration(new AccountPaceRow.Mapping()));
        return services.AddScoped<AccountPace>();
    }

    /// <summary>Belongs between authentication and authorization.</summary>
    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.UseMiddleware<RateLimiting>();
}
