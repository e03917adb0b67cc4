namespace Toombos.Server.Features.Connections;

/// <summary>A token that opens an account now, or why there is none, as a sentence that says what to do.</summary>
public abstract record AccountToken
{
    AccountToken()
    {
    }

    /// <summary>Good now, and as a rule for some minutes more.</summary>
    /// <param name="Host">Scheme and host that it belongs to; null for services that are in one place.</param>
    public sealed record Good(string Token, string? Host = null) : AccountToken
    {
        /// <summary>Without the token.</summary>
        public override string ToString() => nameof(Good);
    }

    /// <summary>Somebody must connect the account again.</summary>
    public sealed record Reconnect(string Sentence) : AccountToken;

    /// <summary>It may work later by itself.</summary>
    public sealed record Later(string Sentence, TimeSpan? RetryAfter = null) : AccountToken;
}
