namespace Toombos.Server.Platform.Database;

/// <summary>
/// How a feature answers what one below it tells: in the same transaction, so that both happen or neither does. Whoever must not have it happen throws.
/// </summary>
/// <typeparam name="T">What happened, in the past tense.</typeparam>
public interface IWhen<in T>
{
    Task AnswerAsync(T told, CancellationToken ct);
}
