using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server;

/// <summary>How the migrations tool sees the model without starting the server.</summary>
public static class DesignTime
{
    static IEnumerable<ModelPart> Parts { get; } = new ServiceCollection()
        .AddApiIdentity().AddWorkspaces().AddUsage(Role.Api).AddDocuments(Role.Api).AddWriting()
        .Where(d => d.ServiceType == typeof(ModelPart)).Select(d => (ModelPart)d.ImplementationInstance!).ToList();

    /// <summary>For <c>make migration</c>.</summary>
    public sealed class Sqlite : IDesignTimeDbContextFactory<SqliteToombosDb>
    {
        public SqliteToombosDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteToombosDb>().UseSqlite("Data Source=:memory:").Options, new Tenant(), Parts, new SqliteWriter());
    }

    /// <summary>For <c>make migration</c>.</summary>
    public sealed class Postgres : IDesignTimeDbContextFactory<PostgresToombosDb>
    {
        public PostgresToombosDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresToombosDb>().UseNpgsql("Host=localhost").Options, new Tenant(), Parts);
    }
}
