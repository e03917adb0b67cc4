using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.Extensions.Validation;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Database;

/// <summary>A feature's tables, handed to the context by the feature's door.</summary>
public sealed record ModelPart(Action<ModelBuilder> Apply);

/// <summary>
/// The one database context. It knows no feature: tables arrive as <see cref="ModelPart"/>s and are reached by extension
/// properties (<c>db.Sources</c>). Every row is tenant-owned, filtered and stamped here, or says that it is shared.
/// </summary>
[SkipValidation]
public abstract class ToombosDb(DbContextOptions options, Tenant tenant, IEnumerable<ModelPart> parts, TimeProvider clock) : DbContext(options)
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
        modelBuilder.ApplyConfiguration(new AuditRow.Mapping()).ApplyConfiguration(new AuditHead.Mapping()).ApplyConfiguration(new EventRow.Mapping());
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

    internal Tenant Tenant => tenant;

    /// <summary>Entries of the log that wait for the next save.</summary>
    internal List<AuditNote> Noted { get; } = [];

    /// <summary>Workspaces with events in the transaction under way, whose watchers are told when it is committed.</summary>
    internal HashSet<Guid> Announced { get; } = [];

    /// <summary>Whether the transaction under way adds jobs, for which the bell rings when it is committed.</summary>
    internal bool Queued { get; set; }

    /// <summary>Whether somebody may catch what a save throws inside a transaction and go on there; whoever doesn't saves two round trips each time.</summary>
    internal bool GoesOn { get; set; } = true;

    /// <summary>The end of the log as the transaction under way locked it, until something is written to it: it need not be asked for twice.</summary>
    (Guid Transaction, AuditHead End)? _locked;

    /// <summary>Saves the change, its entry in the log and its events in one transaction: there is none without the others.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        IReadOnlyList<AuditNote> notes = AuditCollector.Collect(ChangeTracker, tenant) is { } change ? [change, .. Noted] : [.. Noted];
        var announcements = EventCollector.Collect(ChangeTracker, tenant);
        Queued |= announcements.Exists(a => a.Queues);
        announcements.RemoveAll(a => a.Quiet);
        if (notes.Count == 0 && announcements.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        Database.AutoSavepointsEnabled = transaction is null && GoesOn; // a transaction of our own is undone whole
        // The end of the log is locked first and by everyone, so that writers of a workspace take turns and none waits for another in a circle.
        IReadOnlyList<AuditHead> ends = TakeLocked() is { } end && notes.Count == 0 ? [end]
            : await AuditWriter.LockAsync(this, [.. notes.Select(n => n.WorkspaceId), .. announcements.Select(_ => tenant.Required)], cancellationToken);
        var saved = await SaveWithEventsAsync(ends, announcements, cancellationToken);
        await AuditWriter.AppendAsync(this, ends, notes, clock, cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        Noted.Clear();
        if (acceptAllChangesOnSuccess) ChangeTracker.AcceptAllChanges();
        return saved;
    }

    AuditHead? TakeLocked()
    {
        var end = _locked is { } locked && locked.Transaction == Database.CurrentTransaction!.TransactionId && locked.End.WorkspaceId == tenant.Required ? locked.End : null;
        _locked = null;
        return end;
    }

    async Task<int> SaveWithEventsAsync(IReadOnlyList<AuditHead> ends, List<Announcement> announcements, CancellationToken ct)
    {
        if (announcements.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, ct);
        var events = EventWriter.Add(this, ends.Single(end => end.WorkspaceId == tenant.Required), announcements, clock.GetUtcNow());
        try
        {
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, ct);
            await EventWriter.CloseAsync(this, events, ct);
            Announced.Add(tenant.Required);
            return saved - events.Count;
        }
        finally
        {
            EventWriter.Forget(this, events);
        }
    }

    /// <summary>
    /// All that the work saves, or nothing. Inside another such work it is part of that one. Whoever catches what it throws must not go on with this context:
    /// it believes saved what was rolled back. In a workspace the work has that workspace to itself, as every save there locks the end of the log first.
    /// </summary>
    /// <param name="level">Outside of a workspace: serializable where what was looked at must still hold when it is saved; of two that can't both be true, one hears <c>changed</c>.</param>
    public virtual async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken ct, IsolationLevel level = IsolationLevel.ReadCommitted)
    {
        if (Database.CurrentTransaction is not null) return await work();
        // Under the lock each look sees what the others have saved; a view frozen before it would only make us lose to them.
        await using var transaction = await Database.BeginTransactionAsync(tenant.WorkspaceId is null ? level : IsolationLevel.ReadCommitted, ct);
        if (tenant.WorkspaceId is { } workspace) _locked = (transaction.TransactionId, await AuditWriter.LockAsync(this, workspace, ct));
        var result = await work();
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>Has the workspace that was entered to itself until the transaction in use ends.</summary>
    public Task LockWorkspaceAsync(CancellationToken ct) => AuditWriter.LockAsync(this, tenant.Required, ct);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    void Stamp()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.Entity is AuditRow or AuditHead or EventRow) throw new InvalidOperationException("The log and the events are written by the context itself, and never changed.");
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
