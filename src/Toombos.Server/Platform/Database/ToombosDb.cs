using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.Extensions.Validation;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>A feature's tables, handed to the context by the feature's door.</summary>
public sealed record ModelPart(Action<ModelBuilder> Apply);

/// <summary>
/// The one database context. It knows no feature: tables arrive as <see cref="ModelPart"/>s and are reached by extension
/// properties (<c>db.Sources</c>). Every row is tenant-owned, filtered and stamped here, or says that it is shared.
/// </summary>
[SkipValidation]
public abstract class ToombosDb(DbContextOptions options, Tenant tenant, IEnumerable<ModelPart> parts) : DbContext(options)
{
    /// <summary>Name of the query filter; the few readers that work across workspaces lift it by this name.</summary>
    public const string TenantFilter = "tenant";

    /// <summary>What the filter compares with; read anew by every query.</summary>
    public Guid CurrentWorkspace => tenant.WorkspaceId ?? Guid.Empty;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Conventions.Add(_ => new EveryRowHasAnOwner());
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var part in parts) part.Apply(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)))
        {
            FilterByTenant(entity);
            IndexByTenant(entity);
        }
    }

    /// <summary>What leaves or ends with a workspace is found by it in every table, also in those that are read by other ids otherwise.</summary>
    static void IndexByTenant(IMutableEntityType entity)
    {
        var (column, key) = (entity.FindProperty(nameof(ITenantOwned.WorkspaceId))!, entity.FindPrimaryKey()!.Properties);
        if (key[0] == column || entity.GetIndexes().Any(index => index.Properties[0] == column)) return;
        entity.AddIndex([column, .. key]);
    }

    void FilterByTenant(IMutableEntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        var mine = Expression.Equal(
            Expression.Property(row, nameof(ITenantOwned.WorkspaceId)),
            Expression.Property(Expression.Constant(this), nameof(CurrentWorkspace)));
        entity.SetQueryFilter(TenantFilter, Expression.Lambda(mine, row));
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <summary>
    /// All that the work saves, or nothing. Inside another such work it is part of that one. Whoever catches what it throws must not go on with this context:
    /// it believes saved what was rolled back.
    /// </summary>
    /// <param name="level">Serializable where what was looked at must still hold when it is saved; of two that can't both be true, one hears <c>changed</c>.</param>
    public virtual async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        if (Database.CurrentTransaction is not null) return await work();
        await using var transaction = await Database.BeginTransactionAsync(level, ct);
        var result = await work();
        await transaction.CommitAsync(ct);
        return result;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.State == EntityState.Added && entry.Entity.WorkspaceId == Guid.Empty) entry.Entity.WorkspaceId = tenant.Required;
            if (entry.Entity.WorkspaceId != tenant.WorkspaceId)
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another workspace was about to be written.");
        }
    }

    /// <summary>A table that says neither whose it is nor that it is everybody's is refused when the model is built.</summary>
    sealed class EveryRowHasAnOwner : IModelFinalizedConvention
    {
        public IModel ProcessModelFinalized(IModel model) =>
            model.GetEntityTypes().FirstOrDefault(e => !e.IsOwned() && !typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && !typeof(IShared).IsAssignableFrom(e.ClrType)) is { } orphan
                ? throw new InvalidOperationException($"{orphan.ClrType.Name} says neither ITenantOwned nor IShared.")
                : model;
    }
}
