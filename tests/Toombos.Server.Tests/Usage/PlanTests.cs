using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Features.Usage;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Usage;

/// <summary>Plans are data, and an owner chooses among them.</summary>
public sealed class PlanTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static IConfiguration Configuration(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => s.Value)).Build();

    [Fact]
    public void Three_plans_come_with_the_product()
    {
        var plans = new PlanCatalog(Configuration()).All;
        Assert.Equal([("free", 100), ("standard", 500), ("premium", 1000)], plans.Select(p => (p.Name, p.RequestsPerMinute)));
        Assert.All(plans, p => Assert.True(p is { PiecesPerMonth: > 0, ModelSpendPerMonth: > 0, Members: > 0, Subscribers: > 0 } && p.WorkspaceRequestsPerMinute >= 1200 && p.Summary.Length > 0));
    }

    [Fact]
    public void Configuration_changes_a_plan_lifts_a_limit_and_adds_a_plan()
    {
        var catalog = new PlanCatalog(Configuration(
            ("Plans:SelfService", "false"), ("Plans:Free:PiecesPerMonth", "7"), ("Plans:premium:Members", ""),
            ("Plans:Huge:Title", "Huge"), ("Plans:Huge:RequestsPerMinute", "5000"), ("Plans:Huge:WorkspaceRequestsPerMinute", "50000")));
        Assert.Equal(["free", "standard", "premium", "huge"], catalog.All.Select(p => p.Name));
        Assert.Equal((7, 3), (catalog.Of("free").PiecesPerMonth, catalog.Of("free").Members));
        Assert.Null(catalog.Of("premium").Members);
        Assert.Null(catalog.Of("huge").PiecesPerMonth);
        Assert.Equal("huge", catalog.WithMore(catalog.Of("premium"), p => p.PiecesPerMonth)!.Name);
        Assert.Null(catalog.WithMore(catalog.Of("premium"), p => p.Members));
        Assert.Equal("free", catalog.Of("gone").Name);
    }

    [Theory]
    [InlineData("Plans:free:RequestsPerMinute", "0")]
    [InlineData("Plans:free:Members", "many")]
    [InlineData("Plans:half:Title", "Half a plan")]
    public void An_impossible_plan_stops_the_start_with_a_sentence(string setting, string value)
    {
        var verdict = new PlansOptionsValidator(Configuration((setting, value))).Validate(Options.DefaultName, new());
        Assert.True(verdict.Failed);
        Assert.Contains(setting.Split(':')[1], verdict.FailureMessage, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, BothDatabases]
    public async Task An_owner_chooses_a_plan_and_has_it_at_once(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        Assert.Equal("free", (await owner.Client.Usage.GetAsync(Ct)).Plan.Name);
        Assert.Equal(["free", "standard", "premium"], (await owner.Client.Usage.ListPlansAsync(Ct)).Select(p => p.Name));

        var usage = await owner.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "standard" }, Ct);

        Assert.True(usage.CanChoosePlan);
        Assert.Equal(("standard", 300), (usage.Plan.Name, usage.Plan.PiecesPerMonth));
        Assert.Equal("standard", (await owner.Client.Workspaces.GetAsync(workspace, Ct)).Plan);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => owner.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "gold" }, Ct));
        Assert.Contains("free, standard, premium", refused.Errors["plan"][0], StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "workspace.not-found", () => owner.Client.Usage.ChangePlanAsync(Guid.NewGuid(), new() { Plan = "free" }, Ct));
    }

    [Theory, BothDatabases]
    public async Task Nobody_but_an_owner_chooses(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        var admin = await host.JoinAsync(owner.Client, WorkspaceRole.Admin);
        Assert.False((await admin.Client.Usage.GetAsync(Ct)).CanChoosePlan);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => admin.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "premium" }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_plan_with_too_few_places_is_refused(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["Plans:free:Members"] = "1" });
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        await owner.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "standard" }, Ct);
        await host.JoinAsync(owner.Client, WorkspaceRole.Viewer);

        var refused = await Problems.RefusedAsync(HttpStatusCode.Conflict, "plan.too-small", () => owner.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "free" }, Ct));

        Assert.Equal("The Free plan has 1 member and the workspace has 2. Remove 1 first, or choose a larger plan.", refused.Message);
        Assert.Equal("standard", (await owner.Client.Usage.GetAsync(Ct)).Plan.Name);
    }

    [Fact]
    public async Task An_operator_can_keep_the_choice()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Plans:SelfService"] = "false" });
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        Assert.False((await owner.Client.Usage.GetAsync(Ct)).CanChoosePlan);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "plan.closed", () => owner.Client.Usage.ChangePlanAsync(workspace, new() { Plan = "premium" }, Ct));
    }
}
