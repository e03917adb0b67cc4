using Toombos.Client.Usage;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Usage;

/// <summary>What a plan limits besides requests per minute.</summary>
public enum Quota { Pieces, ModelSpend, Members, Subscribers }

/// <summary>Rows that take a place of a quota. Features hand theirs in from their doors; what several hand in for one quota is added up.</summary>
/// <param name="CountAsync">Counts in the workspace that has been entered.</param>
public sealed record QuotaCount(Quota Quota, Func<ToombosDb, CancellationToken, Task<int>> CountAsync);

/// <summary>Each quota's limit in a plan, and the words for it.</summary>
static class Quotas
{
    public const decimal Micro = 1_000_000;

    /// <summary>The limit in whole units; model spend in millionths of a dollar. Null is none.</summary>
    public static long? LimitOf(this Plan plan, Quota quota) => quota switch
    {
        Quota.Pieces => plan.PiecesPerMonth,
        Quota.ModelSpend => plan.ModelSpendPerMonth is { } dollars ? (long)(dollars * Micro) : null,
        Quota.Members => plan.Members,
        _ => plan.Subscribers,
    };

    public static string CodeOf(Quota quota) => quota switch
    {
        Quota.Pieces => "quota.pieces",
        Quota.ModelSpend => "quota.model-spend",
        Quota.Members => "quota.members",
        _ => "quota.subscribers",
    };

    /// <summary>"300 pieces a month", "15 members", "no limit of members".</summary>
    public static string Describe(this Plan plan, Quota quota)
    {
        var what = quota switch
        {
            Quota.Pieces => plan.PiecesPerMonth == 1 ? "piece a month" : "pieces a month",
            Quota.ModelSpend => "of model spend a month",
            Quota.Members => plan.Members == 1 ? "member" : "members",
            _ => "subscribers",
        };
        return quota == Quota.ModelSpend && plan.ModelSpendPerMonth is { } dollars ? FormattableString.Invariant($"${dollars:0.##} {what}")
            : plan.LimitOf(quota) is { } limit ? FormattableString.Invariant($"{limit:N0} {what}") : $"no limit of {what}";
    }
}
