namespace Toombos.Server.Platform.Tenancy;

/// <summary>Rows of one workspace. Reads are filtered and writes stamped by the context.</summary>
public interface ITenantOwned
{
    Guid WorkspaceId { get; set; }
}

/// <summary>Rows that belong to no single workspace. Whoever reads them answers for who may see them.</summary>
public interface IShared;
