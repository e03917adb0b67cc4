using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Secrets;

/// <summary>Where the keys of stored secrets are kept: in the database that nodes share, else in a folder of the data folder.</summary>
public static partial class SecretsRegistration
{
    public static IServiceCollection AddSecrets(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new SecretKey.Mapping());
            model.ApplyConfiguration(new StoredSecret.Mapping());
            model.ApplyConfiguration(new SecretRotation.Mapping());
        });
        services.AddOptions<SecretsOptions>().BindConfiguration("Secrets").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        services.AddSingleton<KeyWrapping>().AddSingleton(Ring).AddSingleton<SecretBox>().AddSingleton<StoredSecrets>().AddScoped<RotateSecrets>();
        return services;
    }

    static SecretRing Ring(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var wrapping = provider.GetRequiredService<KeyWrapping>();
        var shared = !string.IsNullOrWhiteSpace(database.Postgres);
        if (shared && !wrapping.IsOn) LogBare(provider.GetRequiredService<ILoggerFactory>().CreateLogger<SecretRing>());
        IXmlRepository keys = shared ? new SharedSecretKeys(provider.GetRequiredService<IServiceScopeFactory>())
            : new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(database.DataFolder, "secret-keys")), NullLoggerFactory.Instance);
        return new(keys, wrapping, provider.GetRequiredService<TimeProvider>());
    }

    [LoggerMessage(LogLevel.Warning, "The keys of stored secrets lie unwrapped in the database beside the secrets. Set Secrets:Certificate to wrap them with a key from outside")]
    static partial void LogBare(ILogger logger);
}
