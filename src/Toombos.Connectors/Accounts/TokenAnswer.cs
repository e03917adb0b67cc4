namespace Toombos.Connectors.Accounts;

/// <summary>What came of asking a service for tokens. Sentences are for people and say what to do.</summary>
public abstract record TokenAnswer
{
    TokenAnswer()
    {
    }

    /// <param name="Refresh">Null where the service gave none: of a renewal that means that the old one stays.</param>
    /// <param name="Life">How long the token is good; null where it does not end.</param>
    /// <param name="Scopes">What was granted; null where the service does not say.</param>
    public sealed record Granted(string Access, string? Refresh, TimeSpan? Life, TimeSpan? RefreshLife, IReadOnlyList<string>? Scopes) : TokenAnswer;

    /// <summary>The consent is no longer good, or never was.</summary>
    public sealed record Refused(string Sentence) : TokenAnswer;

    /// <summary>The program that is registered at the service is not accepted; the consent may be good all the same.</summary>
    public sealed record Misregistered(string Sentence) : TokenAnswer;

    /// <summary>Nothing was done; it may work later.</summary>
    public sealed record Later(string Sentence, TimeSpan? RetryAfter = null) : TokenAnswer;

    /// <summary>The question had left when the line broke, so what it asked for may have been done.</summary>
    public sealed record Unclear(string Sentence) : TokenAnswer;
}

/// <summary>Whose account a token opens; or why that could not be learned.</summary>
/// <param name="Rejected">The service does not accept the token.</param>
public sealed record AccountIdentity(string? Id, string? Name, bool Rejected = false, string? Problem = null)
{
    public bool Known => Problem is null;
}
