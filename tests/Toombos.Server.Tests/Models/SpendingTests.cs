using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Models;

/// <summary>What was spent, by day and by piece, model, purpose and person; only what is the workspace's own.</summary>
public sealed class SpendingTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static readonly Guid Provider = Guid.CreateVersion7();

    /// <summary>Calls that were made, of so many thousandths of a dollar each.</summary>
    static async Task CallsAsync(ModelStage stage, Guid workspace, params (string At, ModelPurpose Purpose, string Model, string By, Guid? Draft, int Thousandths, bool Open)[] calls)
    {
        await using var scope = stage.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        foreach (var (at, purpose, model, by, draft, thousandths, open) in calls)
        {
            var call = new ModelCallRow
            {
                At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Purpose = purpose, ProviderId = Provider, Model = model, By = by, DraftId = draft, Prompt = "draft@1", Cost = thousandths * 1000L,
            };
            if (!open) call.Settle(1000, 100, thousandths * 1000L, TimeSpan.FromSeconds(2), null);
            db.Add(call);
        }
        await db.SaveChangesAsync(Ct);
    }

    [Theory, BothDatabases]
    public async Task Spending_is_told_by_day_of_utc_and_purpose(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database); // it is 09:00 on 2 March
        await CallsAsync(stage, (await stage.Host.AddWorkspaceAsync()).Id, ("2026-03-02T08:00Z", ModelPurpose.Draft, "theirs", "Eve", null, 900, false));
        await CallsAsync(stage, stage.Workspace.Id,
            ("2026-03-02T00:00Z", ModelPurpose.Draft, "a", "Ada", null, 1, false), ("2026-03-02T08:30Z", ModelPurpose.Draft, "a", "Ada", null, 2, true), ("2026-03-02T08:30Z", ModelPurpose.Judge, "a", "Ada", null, 4, false),
            ("2026-03-02T07:30Z", ModelPurpose.Draft, "a", "Ada", null, 8, true), ("2026-03-01T23:59:59.9Z", ModelPurpose.Draft, "a", "Ada", null, 16, false), ("2026-02-28T00:00Z", ModelPurpose.Draft, "a", "Ada", null, 32, false));

        var days = await stage.Client.Models.ListSpendingDaysAsync(ct: Ct);
        Assert.Equal(
            [
                new(new DateOnly(2026, 2, 28), ModelPurpose.Draft, 0.032m, 1), new(new DateOnly(2026, 3, 1), ModelPurpose.Draft, 0.016m, 1),
                new(new DateOnly(2026, 3, 2), ModelPurpose.Draft, 0.003m, 2), new ModelSpendingDay(new DateOnly(2026, 3, 2), ModelPurpose.Judge, 0.004m, 1),
            ], days);
        Assert.Equal([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)], (await stage.Client.Models.ListSpendingDaysAsync(2, Ct)).Select(d => d.Day));
        Assert.Equal((0.007m, 0.023m), ((await stage.Client.Models.GetSpendingAsync(Ct)).Today, (await stage.Client.Models.GetSpendingAsync(Ct)).Month));
        foreach (var wrong in (int[])[0, 367]) Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.Models.ListSpendingDaysAsync(wrong, Ct))).Status);
    }

    [Theory, BothDatabases]
    public async Task Spending_of_the_month_is_told_by_piece_model_purpose_and_person(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var draft = (await stage.DraftAsync("bluesky", "# News\n\n## Hull\n\nThe hull weighs 19.8 kg.\n")).Summary;
        await CallsAsync(stage, (await stage.Host.AddWorkspaceAsync()).Id, ("2026-03-02T08:00Z", ModelPurpose.Draft, "theirs", "Eve", null, 900, false));
        await CallsAsync(stage, stage.Workspace.Id,
            ("2026-03-02T08:00Z", ModelPurpose.Draft, "small", "Ada", draft.Id, 1, false), ("2026-03-01T00:00Z", ModelPurpose.Draft, "large", "Ada", draft.Id, 20, false),
            ("2026-03-02T08:00Z", ModelPurpose.SubjectLines, "small", "Bo", Guid.NewGuid(), 4, false), ("2026-03-02T08:00Z", ModelPurpose.Judge, "small", "Bo", null, 8, false),
            ("2026-02-28T23:59Z", ModelPurpose.Draft, "large", "Ada", draft.Id, 500, false));

        var pieces = await stage.Client.Models.ListSpendingByAsync(SpendingGroup.Piece, Ct);
        Assert.Equal([new(pieces[0].Name, draft.PieceId, 0.021m, 2, 2000, 200), new ModelSpendingShare(null, null, 0.012m, 2, 2000, 200)], pieces);
        Assert.NotNull(pieces[0].Name);
        Assert.Equal([("large", (Guid?)Provider, 0.02m), ("small", Provider, 0.013m)], await OfAsync(SpendingGroup.Model));
        Assert.Equal([("draft", null, 0.021m), ("judge", null, 0.008m), ("subjectLines", null, 0.004m)], await OfAsync(SpendingGroup.Purpose));
        Assert.Equal([("Ada", null, 0.021m), ("Bo", null, 0.012m)], await OfAsync(SpendingGroup.Person));

        using var robot = await stage.Host.AddKeyAsync(stage.Workspace.Id, [Scopes.ModelsRead]);
        Assert.Equal((draft.PieceId, null), ((await new ToombosClient(robot).Models.ListSpendingByAsync(SpendingGroup.Piece, Ct))[0].Id, (await new ToombosClient(robot).Models.ListSpendingByAsync(SpendingGroup.Piece, Ct))[0].Name));

        async Task<IEnumerable<(string?, Guid?, decimal)>> OfAsync(SpendingGroup group) => (await stage.Client.Models.ListSpendingByAsync(group, Ct)).Select(s => (s.Name, s.Id, s.Cost));
    }

    [Theory, BothDatabases]
    public async Task Calls_are_listed_newest_first_page_by_page(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await CallsAsync(stage, (await stage.Host.AddWorkspaceAsync()).Id, ("2026-03-02T08:00Z", ModelPurpose.Draft, "theirs", "Eve", null, 900, false));
        for (var i = 0; i < 5; i++) await CallsAsync(stage, stage.Workspace.Id, ("2026-03-02T08:00Z", ModelPurpose.Draft, $"m{i}", "Ada", null, 1, false));
        var first = await stage.Client.Models.ListCallsAsync(limit: 3, ct: Ct);
        var second = await stage.Client.Models.ListCallsAsync(first.Next, 3, Ct);
        var all = first.Items.Concat(second.Items).ToList();
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], all.Select(c => c.Model).Order());
        Assert.Equal(all.OrderByDescending(c => c.Id.ToString(), StringComparer.Ordinal).Select(c => c.Id), all.Select(c => c.Id));
        Assert.Null(second.Next);
    }
}
