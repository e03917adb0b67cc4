namespace Toombos.Server.Platform.Http;

/// <summary>A rule of the product was broken. Leaves as a problem with this code, sentence and status.</summary>
/// <param name="code">Stable problem code such as <c>draft.changed</c>.</param>
/// <param name="sentence">What is wrong and what to do.</param>
public sealed class DomainRuleException(string code, string sentence, int status = StatusCodes.Status409Conflict) : Exception(sentence)
{
    public string Code { get; } = code;
    public int Status { get; } = status;

    /// <summary>How long to wait before the same can be tried again; goes out as Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
