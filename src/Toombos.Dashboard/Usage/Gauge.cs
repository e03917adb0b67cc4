using System.Globalization;
using Toombos.Client.Usage;
using Toombos.Dashboard.Design;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Usage;

/// <summary>One thing that a plan limits: how much of it is used, and what that means, in a picture and in words.</summary>
public sealed record Gauge(string Name, string Icon, decimal Used, decimal? Limit, string UsedWords, string LimitWords, string AtTheLimit)
{
    const double Nearly = 0.8;

    public double Share => Limit switch { null => 0, 0 => 1, { } limit => (double)(Used / limit) };

    public bool Full => Limit is { } limit && Used >= limit;

    public string Tone => Full ? "failed" : Share >= Nearly ? "pending" : "done";

    /// <summary>A word beside the colour; nothing while there is plenty.</summary>
    public string? State => Full ? "Used up" : Share >= Nearly ? "Nearly used up" : Limit is null ? "No limit" : null;

    public static IReadOnlyList<Gauge> Of(WorkspaceUsage usage)
    {
        var (plan, used, resets) = (usage.Plan, usage.Used, Day(usage.ResetsAt));
        return
        [
            new("Pieces this month", Outlined.LibraryBooks, used.Pieces, plan.PiecesPerMonth, Words.Number(used.Pieces), Most(plan.PiecesPerMonth),
                $"No new piece can be written until {resets}. What is there can be edited, approved and read as before."),
            new("Members", Outlined.Group, used.Members, plan.Members, Words.Number(used.Members), Most(plan.Members),
                "Nobody more can be invited until someone leaves or an invitation is taken back. Open invitations take a place."),
            new("Model spend this month", Outlined.AutoAwesome, used.ModelSpend, plan.ModelSpendPerMonth, Money(used.ModelSpend), plan.ModelSpendPerMonth is { } dollars ? Money(dollars) : NoLimit,
                $"Language models rest until {resets}. The built-in composer goes on writing; it costs nothing."),
            new("Subscribers", Outlined.Mail, used.Subscribers, plan.Subscribers, Words.Number(used.Subscribers), Most(plan.Subscribers),
                "No new subscriber is taken in. Those who are there go on getting letters."),
        ];
    }

    const string NoLimit = "no limit";

    static string Most(int? limit) => limit is { } number ? Words.Number(number) : NoLimit;

    public static string Money(decimal dollars) => "$" + dollars.ToString(dollars == decimal.Truncate(dollars) ? "N0" : "N2", CultureInfo.InvariantCulture);

    /// <summary>Months are counted in UTC, whatever the workspace's zone.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM", CultureInfo.InvariantCulture) + " (UTC)";

    /// <summary>What a plan offers, line by line.</summary>
    public static IReadOnlyList<(string Icon, string Text)> Offer(Plan plan) =>
    [
        (Outlined.LibraryBooks, plan.PiecesPerMonth is { } pieces ? Words.Count(pieces, "piece") + " a month" : "Any number of pieces"),
        (Outlined.Group, plan.Members is { } members ? Words.Count(members, "member") : "Any number of members"),
        (Outlined.Mail, plan.Subscribers is { } subscribers ? Words.Count(subscribers, "subscriber") : "Any number of subscribers"),
        (Outlined.AutoAwesome, plan.ModelSpendPerMonth is { } spend ? Money(spend) + " of model spend a month" : "Model spend without limit"),
        (Outlined.Speed, Words.Number(plan.RequestsPerMinute) + " requests a minute for each API key"),
    ];
}
