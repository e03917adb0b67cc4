using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Toombos.Server.Features.Events;

namespace Toombos.Server.Tests.Events;

/// <summary>The counter of what a client says, at any pace.</summary>
public sealed class MessageBudgetTests
{
    [Fact]
    public void In_no_span_of_time_more_than_ten_and_one_for_each_second_pass() =>
        Gen.Int[0, 3_000].Array[1, 120].Sample(pauses =>
        {
            var clock = new FakeTimeProvider();
            var budget = new MessageBudget(clock);
            var passed = new List<double>();
            var (start, refused) = (clock.GetTimestamp(), false);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                if (budget.TryTake()) passed.Add(clock.GetElapsedTime(start).TotalSeconds);
                else refused = true;
            }
            for (var from = 0; from < passed.Count; from++)
                for (var to = from; to < passed.Count; to++)
                    Assert.True(to - from + 1 <= 10 + (passed[to] - passed[from]), $"{to - from + 1} messages in {passed[to] - passed[from]:0.000} seconds.");
            Assert.True(!refused || passed.Count >= 10);
        });

    [Fact]
    public void After_ten_quiet_seconds_ten_pass_at_once_again()
    {
        var clock = new FakeTimeProvider();
        var budget = new MessageBudget(clock);
        while (budget.TryTake()) { }
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, Enumerable.Range(0, 20).Count(_ => budget.TryTake()));
    }
}
