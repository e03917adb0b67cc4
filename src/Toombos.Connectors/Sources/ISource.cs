namespace Toombos.Connectors.Sources;

/// <summary>Where living documents are kept: reads one, and tells whether it changed since the last time.</summary>
public interface ISource
{
    /// <summary>Stable name of the kind: url, folder.</summary>
    string Kind { get; }

    /// <summary>Providers of accounts with which it reads what is not public; none where all is read without.</summary>
    IReadOnlyList<string> Accounts => [];

    /// <param name="address">In the form that this kind of source understands.</param>
    /// <param name="revision">The revision of the reading before, exactly as it was given; null reads in any case.</param>
    /// <param name="visit">With an account of a provider among <see cref="Accounts"/>; a token that the service does not accept is refused as <see cref="SourceAccount.Rejected"/>.</param>
    /// <returns>An outcome whatever the outside does; throws only when <paramref name="ct"/> is cancelled.</returns>
    Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct);
}
