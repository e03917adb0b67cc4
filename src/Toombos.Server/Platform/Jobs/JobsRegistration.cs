using System.Text.Json;
using Microsoft.Extensions.Options;
using Quartz;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Registers the queue for whoever asks for jobs, and the engine in the role that does them.</summary>
public static class JobsRegistration
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    extension(IServiceCollection services)
    {
        public IServiceCollection AddJobs(IConfiguration configuration, Role role)
        {
            services.AddTables(model => model.ApplyConfiguration(new JobRow.Mapping()).ApplyConfiguration(new JobStepRow.Mapping()).ApplyConfiguration(new JobScheduleRow.Mapping()).ApplyConfiguration(new AlertRow.Mapping()));
            services.AddOptions<JobsOptions>().BindConfiguration("Jobs").ValidateOnStart();
            services.AddSingleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>();
            services.AddSingleton<JobKinds>().AddScoped<JobQueue>().AddScoped<JobControl>().AddScoped<JobEndings>().AddScoped<JobCalendar>().AddSingleton<JobNode>().AddSingleton<JobDesk>();
            if (!role.HasFlag(Role.Worker)) return services;
            services.AddEngine(configuration);
            // Stopped in the opposite order: first nothing new is handed over, then runs come to their end, then the engine stops.
            services.AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true);
            services.AddHostedService<JobKeeper>().AddHostedService<JobRounds>().AddHostedService<JobFeeder>();
            if (!string.IsNullOrWhiteSpace(configuration["Database:Postgres"])) services.AddHostedService<PostgresJobs>();
            return services;
        }

        /// <summary>Quartz, in memory: a process that dies loses nothing that the rows don't have. On PostgreSQL workers may share its tables instead.</summary>
        IServiceCollection AddEngine(IConfiguration configuration) => services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = configuration.GetValue("Jobs:Threads", new JobsOptions().Threads));
            if (configuration["Database:Postgres"] is not { Length: > 0 } postgres || !configuration.GetValue("Jobs:Clustered", new JobsOptions().Clustered)) return;
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(PostgresAddress.Of(postgres));
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(5);
                });
                if (configuration.GetValue("Database:MigrateAtStart", true)) store.ProvisionSchema();
            });
        });

        /// <summary>Hands a kind of job in.</summary>
        public IServiceCollection AddJob<THandler, TPayload>(string kind, JobRules rules) where THandler : class, IJobHandler<TPayload>
        {
            services.AddScoped<THandler>();
            return services.AddSingleton(new JobKind(kind, rules, Json, (scope, payload, run, ct) =>
                scope.GetRequiredService<THandler>().RunAsync(JsonSerializer.Deserialize<TPayload>(payload, Json) ?? throw new JsonException("The payload of a job was null."), run, ct)));
        }
    }
}
