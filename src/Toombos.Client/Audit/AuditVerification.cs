namespace Toombos.Client.Audit;

/// <summary>What is wrong with the chain at one place.</summary>
public enum AuditProblemKind
{
    /// <summary>The fields do not give the hash.</summary>
    Altered,

    /// <summary>The previous hash is not the hash of the entry before: entries were exchanged, put in or taken out.</summary>
    Unlinked,

    /// <summary>Entries are not there.</summary>
    Missing,

    /// <summary>There are entries behind the end of the log as it was last recorded.</summary>
    Surplus,
}

/// <summary>One fault of the chain.</summary>
/// <param name="Sequence">The entry; of several missing ones the first.</param>
/// <param name="What">In words.</param>
public sealed record AuditProblem(AuditProblemKind Kind, long Sequence, string What);

/// <summary>The outcome of checking a workspace's whole log.</summary>
public sealed record AuditVerification
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Whether every entry is there, unaltered and in its place.</summary>
    public required bool Intact { get; init; }

    /// <summary>How many entries were checked.</summary>
    public required long Checked { get; init; }

    /// <summary>The oldest entry that is kept; those before were removed by retention and are vouched for by the checkpoint.</summary>
    public required long From { get; init; }

    /// <summary>The newest entry.</summary>
    public required long To { get; init; }

    /// <summary>Hash of the newest entry. Kept elsewhere, it proves later that nothing up to here was written anew.</summary>
    public required string Hash { get; init; }

    /// <summary>What is wrong, at most a hundred places.</summary>
    public required IReadOnlyList<AuditProblem> Problems { get; init; }
}
