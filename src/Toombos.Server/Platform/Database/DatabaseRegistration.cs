using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>Registers the context over SQLite or PostgreSQL, by configuration alone.</summary>
public static class DatabaseRegistration
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddDatabase(IConfiguration configuration)
        {
            services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateOnStart();
            services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
            services.AddScoped<Tenant>().AddScoped<Outbound>().AddScoped<AuditRetention>().AddSingleton<RefusalLog>().AddSingleton<EventFeed>().AddSingleton<EventBell>().AddSingleton<JobBell>().AddScoped<EventRetention>();
            services.AddOptions<EventsOptions>().BindConfiguration("Events").ValidateOnStart();
            services.AddSingleton<IValidateOptions<EventsOptions>, EventsOptionsValidator>();
            if (string.IsNullOrWhiteSpace(configuration["Database:Postgres"]))
            {
                services.AddSingleton<SqliteWriter>();
                services.AddSingleton<SqlitePragmas>().AddHostedService<SqliteUpkeep>();
                services.AddDbContext<ToombosDb, SqliteToombosDb>((provider, options) => options
                    .UseSqlite($"Data Source={FileOf(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value)}")
                    .AddInterceptors(provider.GetRequiredService<SqlitePragmas>(), provider.GetRequiredService<EventBell>()), optionsLifetime: ServiceLifetime.Singleton);
            }
            else
            {
                services.AddDbContext<ToombosDb, PostgresToombosDb>((provider, options) => options
                    .UseNpgsql(PostgresAddress.Of(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.Postgres!))
                    .AddInterceptors(provider.GetRequiredService<EventBell>()), optionsLifetime: ServiceLifetime.Singleton);
            }
            // Only an API has watchers to tell.
            if (Roles.Of(configuration).HasFlag(Role.Api)) services.AddLineOfEvents(configuration);
            services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
            return services;
        }

        void AddLineOfEvents(IConfiguration configuration)
        {
            if (!string.IsNullOrWhiteSpace(configuration["Redis:Connection"])) services.AddHostedService<RedisEvents>();
            else if (!string.IsNullOrWhiteSpace(configuration["Database:Postgres"])) services.AddHostedService<PostgresEvents>();
        }

        /// <summary>Adds a feature's tables.</summary>
        public IServiceCollection AddTables(Action<ModelBuilder> tables) => services.AddSingleton(new ModelPart(tables));
    }

    /// <summary>Brings the schema up to date, unless configuration says that somebody else does.</summary>
    public static async Task MigrateDatabaseAsync(this IServiceProvider services, CancellationToken ct)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        Directory.CreateDirectory(options.DataFolder);
        if (!options.MigrateAtStart) return;
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        // Asked first, because migrating compares the whole model even where there is nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        await AuditTriggers.EnsureAsync(db, ct);
    }

    static string FileOf(DatabaseOptions options) => Path.Combine(options.DataFolder, "toombos.db");
}
