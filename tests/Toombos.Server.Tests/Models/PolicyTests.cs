using System.Net;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Models;

/// <summary>Routes and caps, and who may see and set them.</summary>
public sealed class PolicyTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Routes_and_caps_are_kept_as_they_were_set(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry("first"), ModelStage.Entry("second"));
        await stage.Client.Models.SetPolicyAsync(new()
        {
            Draft = [new() { ProviderId = provider.Id, Model = "second", MaxSeconds = 30 }, new() { ProviderId = provider.Id, Model = "first" }], PerDraft = 0.5m, PerMonth = 20,
        }, Ct);
        var policy = await stage.Client.Models.GetPolicyAsync(Ct);
        Assert.Equal([("second", 30), ("first", 120)], policy.Draft.Select(r => (r.Model, r.MaxSeconds)));
        Assert.Equal((0.5m, null, 20m, 0), (policy.PerDraft, policy.PerDay, policy.PerMonth, policy.Judge.Count));
    }

    [Theory]
    [InlineData(ModelPurpose.Draft, "draft")]
    [InlineData(ModelPurpose.Refine, "refine")]
    [InlineData(ModelPurpose.SubjectLines, "subjectLines")]
    [InlineData(ModelPurpose.Judge, "judge")]
    public async Task A_route_to_what_is_not_there_is_refused_by_its_purpose(ModelPurpose purpose, string field)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var provider = await stage.ConnectAsync();
        foreach (var route in (ModelRoute[])[new() { ProviderId = provider.Id, Model = "unheard-of" }, new() { ProviderId = Guid.NewGuid(), Model = "harbour-1" }])
        {
            var refused = await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.Models.SetPolicyAsync(Of(purpose, route), Ct));
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, Assert.Single(refused.Errors.Keys)));
        }
        static ModelPolicy Of(ModelPurpose purpose, ModelRoute route) => purpose switch
        {
            ModelPurpose.Refine => new() { Refine = [route] }, ModelPurpose.SubjectLines => new() { SubjectLines = [route] }, ModelPurpose.Judge => new() { Judge = [route] }, _ => new() { Draft = [route] },
        };
    }

    [Fact]
    public async Task What_is_left_out_over_http_is_what_the_guide_says()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        using var added = await SendAsync(HttpMethod.Post, "v1/model-providers", $$"""{ "name": "Bare", "address": "{{stage.Sink.OpenAi}}", "models": [ { "name": "m", "contextTokens": 8000 } ] }""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var provider = Assert.Single(await stage.Client.Models.ListProvidersAsync(Ct));
        using var set = await SendAsync(HttpMethod.Put, "v1/models/policy", $$"""{ "draft": [ { "providerId": "{{provider.Id}}", "model": "m" } ] }""");
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal((8, 120), (provider.MaxConcurrent, (await stage.Client.Models.GetPolicyAsync(Ct)).Draft[0].MaxSeconds));

        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string body)
        {
            using var request = new HttpRequestMessage(method, address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            return await stage.Workspace.Http.SendAsync(request, Ct);
        }
    }

    [Fact]
    public async Task Caps_and_seconds_outside_of_reason_are_refused()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var provider = await stage.ConnectAsync();
        ModelRoute route = new() { ProviderId = provider.Id, Model = "harbour-1" };
        foreach (var policy in (ModelPolicy[])[new() { PerDay = -1 }, new() { PerMonth = 1_000_001 }, new() { Draft = [route with { MaxSeconds = 0 }] }, new() { Draft = [route with { MaxSeconds = 601 }] }, new() { Draft = [.. Enumerable.Repeat(route, 11)] }])
            Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<ToombosApiException>(() => stage.Client.Models.SetPolicyAsync(policy, Ct))).Status);
    }

    [Theory]
    [InlineData(WorkspaceRole.Viewer, false, false)]
    [InlineData(WorkspaceRole.Reviewer, false, false)]
    [InlineData(WorkspaceRole.Editor, true, false)]
    [InlineData(WorkspaceRole.Admin, true, true)]
    [InlineData(WorkspaceRole.Owner, true, true)]
    public async Task Editors_see_models_and_admins_set_them(WorkspaceRole role, bool sees, bool sets)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var provider = await stage.ConnectAsync();
        var models = (await stage.Host.AddMemberAsync(stage.Workspace.Id, role)).Client.Models;
        Func<Task>[] looks =
        [
            () => models.ListKnownAsync(Ct), () => models.ListProvidersAsync(Ct), () => models.GetProviderAsync(provider.Id, Ct), () => models.GetPolicyAsync(Ct), () => models.GetSpendingAsync(Ct),
            () => models.ListSpendingDaysAsync(ct: Ct), () => models.ListSpendingByAsync(SpendingGroup.Piece, Ct), () => models.ListCallsAsync(ct: Ct),
        ];
        Func<Task>[] acts =
        [
            () => models.AddProviderAsync(new() { Name = "x", Address = stage.Sink.OpenAi, Models = [ModelStage.Entry()] }, Ct), () => models.UpdateProviderAsync(provider.Id, new() { Name = "y" }, Ct),
            () => models.CheckProviderAsync(provider.Id, Ct), () => models.SetPolicyAsync(new(), Ct), () => models.DeleteProviderAsync(provider.Id, Ct),
        ];
        foreach (var (calls, may) in new[] { (looks, sees), (acts, sets) })
        {
            foreach (var call in calls)
            {
                if (may) await call();
                else await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", call);
            }
        }
    }
}
