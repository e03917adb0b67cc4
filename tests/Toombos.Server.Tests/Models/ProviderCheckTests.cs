using Toombos.Client.Models;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A check asks every model and says of each failure what is the matter and what to do.</summary>
public sealed class ProviderCheckTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_check_says_of_each_model_what_it_said(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry("good"), ModelStage.Entry("gone"));
        stage.Sink.Answer = asked => asked.Model == "good" ? new("ready") : new(Status: 404, Body: """{"error":{"message":"The model 'gone' does not exist"}}""");
        var checks = await stage.Client.Models.CheckProviderAsync(provider.Id, Ct);
        Assert.Equal([("good", true, "ready"), ("gone", false, checks[1].Answer)], checks.Select(c => (c.Model, c.Good, c.Answer)));
        Assert.Contains("does not exist", checks[1].Answer, StringComparison.Ordinal);
        var after = await stage.Client.Models.GetProviderAsync(provider.Id, Ct);
        Assert.Equal((stage.Host.Clock.GetUtcNow(), checks[1].Sentence), (after.CheckedAt, after.Problem));

        stage.Sink.Answer = _ => new("ready");
        await stage.Client.Models.CheckProviderAsync(provider.Id, Ct);
        Assert.Null((await stage.Client.Models.GetProviderAsync(provider.Id, Ct)).Problem);
        await stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Key = "sk-other" }, Ct);
        Assert.Null((await stage.Client.Models.GetProviderAsync(provider.Id, Ct)).CheckedAt);
    }

    public static TheoryData<ModelProtocol, string, string> Failures()
    {
        var data = new TheoryData<ModelProtocol, string, string>();
        foreach (var protocol in Enum.GetValues<ModelProtocol>())
        {
            foreach (var (what, sentence) in new[] { ("401", "does not accept the key"), ("429", "takes no more requests"), ("500", "is in trouble itself"), ("html", "no answer of a model"), ("empty", "nothing"), ("cut", "broke off|proper answer"), ("redirect", "leads elsewhere") })
                data.Add(protocol, what, sentence);
        }
        return data;
    }

    [Theory, MemberData(nameof(Failures))]
    public async Task A_check_reports_each_failure(ModelProtocol protocol, string what, string sentence)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var provider = await stage.ConnectAsync(protocol);
        stage.Sink.Answer = _ => what switch
        {
            "401" => new(Status: 401, Body: """{"error":{"message":"no"}}"""),
            "429" => new(Status: 429, Body: """{"error":{"message":"slow down"}}""") { RetryAfter = "20" },
            "500" => new(Status: 500, Body: "oops", ContentType: "text/plain"),
            "html" => new(Body: "<html><body>Welcome to the hotel</body></html>", ContentType: "text/html"),
            "empty" => new(""),
            "redirect" => new(Status: 302, Body: ""),
            _ => new ModelScript("ready when you are", Breaks: 7),
        };
        var check = Assert.Single(await stage.Client.Models.CheckProviderAsync(provider.Id, Ct));
        Assert.False(check.Good, what);
        Assert.Matches(sentence, check.Sentence);
        Assert.Equal(check.Sentence, (await stage.Client.Models.GetProviderAsync(provider.Id, Ct)).Problem);
    }

    [Fact]
    public async Task Nobody_there_is_said_and_an_address_of_the_inside_is_not_asked()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var provider = await stage.ConnectAsync();
        await stage.Sink.DisposeAsync();
        Assert.False(Assert.Single(await stage.Client.Models.CheckProviderAsync(provider.Id, Ct)).Good);
        await stage.Client.Models.UpdateProviderAsync(provider.Id, new() { Address = "http://169.254.169.254/v1", Key = "" }, Ct);
        Assert.NotNull(Assert.Single(await stage.Client.Models.CheckProviderAsync(provider.Id, Ct)).Sentence);
    }
}
