using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>What was spent on each of the last days, summed up by the database.</summary>
static class SpendingDays
{
    public const int Most = 366;
    const int Usual = 30;

    /// <summary>Days are counted from the first of January of the year 1, as <see cref="DateOnly.DayNumber"/> does.</summary>
    const string Sums = """
         AS "Day", "Purpose", CAST(SUM("Cost") AS bigint) AS "Cost", CAST(COUNT(*) AS integer) AS "Calls"
        FROM model_calls WHERE "WorkspaceId" = {0} AND "At" >= {1} AND (NOT "Open" OR "At" > {2}) GROUP BY 1, 2 ORDER BY 1, 2
        """, Postgres = """SELECT CAST(floor(extract(epoch FROM "At") / 86400) AS integer) + 719162""" + Sums, Sqlite = "SELECT \"At\" / 864000000000" + Sums;

    public static async Task<Ok<IReadOnlyList<ModelSpendingDay>>> Handle([Range(1, Most)] int? days, ToombosDb db, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (since, gone) = (ModelBudget.PeriodsAt(now).Day.AddDays(1 - (days ?? Usual)), ModelBudget.GoneAt(now));
        var postgres = db.Database.IsNpgsql();
        var rows = await db.Database.SqlQueryRaw<Sum>(postgres ? Postgres : Sqlite, tenant.Required, Moment(since), Moment(gone)).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ModelSpendingDay>>([.. rows.Select(r => new ModelSpendingDay(DateOnly.FromDayNumber(r.Day), Enum.Parse<ModelPurpose>(r.Purpose), ModelCallRow.DollarsOf(r.Cost), r.Calls))]);

        object Moment(DateTimeOffset at) => postgres ? at : at.UtcTicks;
    }

    sealed record Sum(int Day, string Purpose, long Cost, int Calls);
}
