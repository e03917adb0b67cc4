using System.Net;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>Connecting, changing, checking and removing providers: their keys are shown to nobody and sent nowhere else.</summary>
public sealed class ProviderTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task FieldAsync(string field, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ToombosApiException>(call);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal([field], refused.Errors.Keys);
    }

    [Theory, BothDatabases]
    public async Task A_provider_is_connected_listed_changed_and_removed(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var models = stage.Client.Models;
        var added = await models.AddProviderAsync(new() { Name = " Harbour AI ", Address = $" {stage.Sink.OpenAi}/ ", Key = ModelStage.Key, Models = [ModelStage.Entry()] }, Ct);
        Assert.Equal(("Harbour AI", stage.Sink.OpenAi, true, false), (added.Name, added.Address, added.HasKey, added.Off));

        var changed = await models.UpdateProviderAsync(added.Id, new() { Name = "Quay AI", Off = true, Models = [ModelStage.Entry("quay-2", 1, 3)] }, Ct);
        Assert.Equal(("Quay AI", true, "quay-2", 3m), (changed.Name, changed.Off, Assert.Single(changed.Models).Name, changed.Models[0].OutputPrice));
        Assert.Equal("Quay AI", Assert.Single(await models.ListProvidersAsync(Ct)).Name);
        Assert.Equal(["model-provider.added", "model-provider.changed"], (await stage.Client.Events.ListAsync(query: new() { Kinds = ["model-provider"] }, ct: Ct)).Items.Select(e => e.Kind));

        await models.DeleteProviderAsync(added.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "model-provider.not-found", () => models.GetProviderAsync(added.Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "model-provider.not-found", () => models.UpdateProviderAsync(added.Id, new() { Off = true }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "model-provider.not-found", () => models.CheckProviderAsync(added.Id, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "model-provider.not-found", () => models.DeleteProviderAsync(added.Id, Ct));
        var policy = await models.GetPolicyAsync(Ct);
        Assert.Empty(Enum.GetValues<ModelPurpose>().SelectMany(policy.For));
    }

    [Theory, BothDatabases]
    public async Task The_first_provider_is_asked_for_everything_and_the_next_for_nothing_unasked(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var first = await stage.ConnectAsync();
        await stage.ConnectAsync();
        var policy = await stage.Client.Models.GetPolicyAsync(Ct);
        Assert.All(Enum.GetValues<ModelPurpose>(), purpose => Assert.Equal((first.Id, "harbour-1"), (Assert.Single(policy.For(purpose)).ProviderId, policy.For(purpose)[0].Model)));
    }

    [Theory, BothDatabases]
    public async Task A_key_is_shown_nowhere(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync();
        stage.Sink.Answer = _ => new(Status: 401, Body: "{\"error\":{\"message\":\"Incorrect API key provided: " + ModelStage.Key + "\"}}");
        await stage.Client.Models.CheckProviderAsync(provider.Id, Ct);
        foreach (var address in (string[])["v1/model-providers", $"v1/model-providers/{provider.Id}", "v1/models/policy", "v1/models/calls", "v1/audit", "v1/events/history"])
            Assert.DoesNotContain(ModelStage.Key, await stage.Workspace.Http.GetStringAsync(address, Ct), StringComparison.Ordinal);
        using var answer = await stage.Workspace.Http.PostAsync($"v1/model-providers/{provider.Id}/check", null, Ct);
        Assert.DoesNotContain(ModelStage.Key, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_kept_key_is_sent_to_no_other_address(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await using var other = await ModelSink.StartAsync();
        var provider = await stage.ConnectAsync();
        await FieldAsync("key", () => stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Address = other.OpenAi }, Ct));

        var without = await stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Address = other.OpenAi, Key = "" }, Ct);
        Assert.False(without.HasKey);
        await stage.Client.Models.CheckProviderAsync(provider.Id, Ct);
        Assert.NotEqual(ModelStage.Key, Assert.Single(other.Asked).Key);

        await stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Key = "sk-new" }, Ct);
        await stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Name = "Renamed", Address = other.OpenAi + "/" }, Ct);
        await stage.Client.Models.CheckProviderAsync(provider.Id, Ct);
        Assert.Equal(("sk-new", 0), (other.Asked[^1].Key, stage.Sink.Asked.Count));
    }

    [Theory]
    [InlineData("api.openai.com/v1")]
    [InlineData("ftp://api.example/v1")]
    [InlineData("https://ada:secret@api.example/v1")]
    [InlineData("https://api.example/v1?key=secret")]
    [InlineData("https://api.example/v1#top")]
    public async Task An_address_that_is_none_of_an_api_is_refused_by_its_field(string address)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await FieldAsync("address", () => stage.Client.Models.AddProviderAsync(new() { Name = "x", Address = address, Models = [ModelStage.Entry()] }, Ct));
    }

    [Fact]
    public async Task Models_twice_and_keys_of_two_lines_are_refused_by_their_fields()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        AddModelProviderRequest good = new() { Name = "x", Address = stage.Sink.OpenAi, Models = [ModelStage.Entry()] };
        await FieldAsync("models", () => stage.Client.Models.AddProviderAsync(good with { Models = [ModelStage.Entry(), ModelStage.Entry()] }, Ct));
        await FieldAsync("models", () => stage.Client.Models.AddProviderAsync(good with { Models = [] }, Ct));
        await FieldAsync("key", () => stage.Client.Models.AddProviderAsync(good with { Key = "sk-1\r\nx-evil: yes" }, Ct));
        for (var i = 0; i < 20; i++) await stage.Client.Models.AddProviderAsync(good, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "model-provider.too-many", () => stage.Client.Models.AddProviderAsync(good, Ct));
    }
}
