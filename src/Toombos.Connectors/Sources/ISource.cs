namespace Toombos.Connectors.Sources;

/// <summary>Where living documents are kept: reads one, and tells whether it changed since the last time.</summary>
public interface ISource
{
    /// <summary>Stable name of the kind: url, folder.</summary>
    string Kind { get; }

    /// <param name="address">In the form that this kind of source understands.</param>
    /// <param name="revision">The revision of the reading before, exactly as it was given; null reads in any case.</param>
    /// <returns>An outcome whatever the outside does; throws only when <paramref name="ct"/> is cancelled.</returns>
    Task<SourceReading> ReadAsync(string address, string? revision, CancellationToken ct);

    /// <summary>Providers of accounts with which it reads what is not public; none where all is read without.</summary>
    IReadOnlyList<string> Accounts => [];

    /// <summary>Reads with a connected account. A token that the service does not accept is refused as <see cref="SourceAccount.Rejected"/>.</summary>
    /// <param name="account">One of a provider among <see cref="Accounts"/>; null reads what is public.</param>
    Task<SourceReading> ReadAsync(string address, string? revision, SourceAccount? account, CancellationToken ct) => ReadAsync(address, revision, ct);
}
