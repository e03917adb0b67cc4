namespace Toombos.Connectors.Sources.Notion;

/// <summary>Spreads questions so that no account asks more often than the service allows.</summary>
public interface IRequestPace
{
    /// <summary>Waits for the account's turn.</summary>
    Task WaitAsync(Guid account, CancellationToken ct);
}
