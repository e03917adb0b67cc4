namespace Toombos.Connectors.Sources;

/// <summary>An account that a source is read with.</summary>
/// <param name="Id">The connection, by which calls are paced.</param>
/// <param name="Token">Good now.</param>
public sealed record SourceAccount(Guid Id, string Token)
{
    /// <summary>Code of a refusal that is the token's fault: with a new one it may work.</summary>
    public const string Rejected = "source.token-rejected";

    /// <summary>Scheme and host that the token belongs to, and that it is shown to alone; null for services that are in one place.</summary>
    public string? Host { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => Id.ToString();
}
