using Toombos.Dashboard.Jobs;

namespace Toombos.Dashboard.Tests.Jobs;

/// <summary>Picking rows, one by one and in ranges.</summary>
public class PicksTests
{
    static readonly Guid[] Rows = [.. Enumerable.Range(1, 6).Select(JobSamples.Id)];

    static string Picked(Picks picks) => string.Concat(Rows.Select(r => picks.Has(r) ? 'x' : '.'));

    [Theory]
    [InlineData(1, 4, ".xxxx.")]
    [InlineData(4, 1, ".xxxx.")]
    [InlineData(2, 2, "......")]
    public void A_range_goes_from_the_row_pressed_before_either_way(int first, int second, string expected)
    {
        var picks = new Picks();
        picks.Press(Rows[first], false, Rows);
        picks.Press(Rows[second], true, Rows);
        Assert.Equal(expected, Picked(picks));
    }

    [Fact]
    public void A_range_that_ends_on_a_picked_row_lets_go()
    {
        var picks = new Picks();
        picks.Take(Rows);
        picks.Press(Rows[1], false, Rows);
        picks.Press(Rows[3], true, Rows);
        Assert.Equal("x...xx", Picked(picks));
    }

    [Fact]
    public void Without_a_row_pressed_before_or_when_it_is_gone_shift_picks_one()
    {
        var picks = new Picks();
        picks.Press(Rows[2], true, Rows);
        picks.Press(Rows[4], true, Rows[3..]);
        Assert.Equal("..x.x.", Picked(picks));
    }
}
