using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server;

/// <summary>How the migrations tool sees the model without starting the server.</summary>
public static class DesignTime
{
    static readonly IReadOnlyList<ModelPart> Parts = ReadParts();

    static List<ModelPart> ReadParts()
    {
        var services = new ServiceCollection();
        services.AddFeatures(new ConfigurationBuilder().Build(), Role.Api);
        return [.. services.Where(d => d.ServiceType == typeof(ModelPart)).Select(d => (ModelPart)d.ImplementationInstance!)];
    }

    /// <summary>For <c>make migration</c>.</summary>
    public sealed class Sqlite : IDesignTimeDbContextFactory<SqliteToombosDb>
    {
        public SqliteToombosDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteToombosDb>().UseSqlite("Data Source=:memory:").Options, new Tenant(), Parts, TimeProvider.System, new SqliteWriter());
    }

    /// <summary>For <c>make migration</c>.</summary>
    public sealed class Postgres : IDesignTimeDbContextFactory<PostgresToombosDb>
    {
        public PostgresToombosDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresToombosDb>().UseNpgsql("Host=localhost").Options, new Tenant(), Parts, TimeProvider.System);
    }
}
