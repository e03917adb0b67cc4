namespace Toombos.Server.Platform.Limits;

/// <summary>Takes from buckets: in this process, or in the Redis that all nodes share.</summary>
interface IRateLimiter
{
    /// <summary>Takes the cost from every bucket, or from none when one of them has too little.</summary>
    ValueTask<RateDecision> TakeAsync(IReadOnlyList<RateLimit> limits, int cost);
}
