namespace Toombos.Server.Features.Events;

/// <summary>How much a client may say: sixty messages a minute, ten of them at once. As in the limits of requests it is one number, the time at which it is full again.</summary>
sealed class MessageBudget(TimeProvider clock)
{
    public const int AMinute = 60, AtOnce = 10;

    long _fullAt;

    public bool TryTake()
    {
        var (now, one) = (clock.GetTimestamp(), clock.TimestampFrequency * 60 / AMinute);
        var level = Math.Max(0, _fullAt - now) + one;
        if (level > one * AtOnce) return false;
        _fullAt = now + level;
        return true;
    }
}
