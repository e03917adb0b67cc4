using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Connectors.Http;
using Toombos.Connectors.Models;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Models;

/// <summary>Both protocols end in the same words, whatever the provider does.</summary>
public sealed class ModelClientTests
{
    const string Key = "sk-harbour-master-77";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static ModelAccount Account(ModelSink sink, ModelProtocol protocol) => new(protocol, protocol == ModelProtocol.Anthropic ? sink.Address : sink.OpenAi, Key);

    static async Task<T> WithAsync<T>(ModelSink sink, ModelProtocol protocol, Func<IChatClient, Task<T>> act, bool privately = true, OutboundGate? gate = null)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(privately ? new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1" } : []).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddLogging().AddConnectors(settings, gate is null ? null : _ => gate).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        using var client = scope.ServiceProvider.GetRequiredService<ModelClients>().Open(Account(sink, protocol), "harbour-1");
        return await act(client);
    }

    static async Task<ModelException> FailsAsync(ModelScript script, ModelProtocol protocol, bool streams = false)
    {
        await using var sink = await ModelSink.StartAsync();
        sink.Answer = _ => script;
        return await Assert.ThrowsAsync<ModelException>(() => WithAsync(sink, protocol, client => streams ? ReadAsync(client) : AskAsync(client)));
    }

    static async Task<string> AskAsync(IChatClient client) => (await client.GetResponseAsync("Write.", new() { MaxOutputTokens = 500 }, Ct)).Text;

    static async Task<string> ReadAsync(IChatClient client)
    {
        var text = new StringBuilder();
        await foreach (var update in client.GetStreamingResponseAsync("Write.", new() { MaxOutputTokens = 500 }, Ct)) text.Append(update.Text);
        return text.ToString();
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi, "/v1/chat/completions")]
    [InlineData(ModelProtocol.Anthropic, "/v1/messages")]
    public async Task A_model_is_asked_with_its_key_and_answers_with_what_it_used(ModelProtocol protocol, string path)
    {
        await using var sink = await ModelSink.StartAsync();
        sink.Answer = _ => new("The hull weighs 19.8 kg.", In: 1234, Out: 56);
        var response = await WithAsync(sink, protocol, client => client.GetResponseAsync("How heavy?", new() { MaxOutputTokens = 500 }, Ct));
        Assert.Equal(("The hull weighs 19.8 kg.", 1234L, 56L), (response.Text, response.Usage!.InputTokenCount!.Value, response.Usage.OutputTokenCount!.Value));
        var asked = Assert.Single(sink.Asked);
        Assert.Equal((path, Key, "harbour-1", false), (asked.Path, asked.Key, asked.Model, asked.Streams));
        Assert.Contains("How heavy?", asked.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi, 1)]
    [InlineData(ModelProtocol.OpenAi, 3)]
    [InlineData(ModelProtocol.Anthropic, 1)]
    [InlineData(ModelProtocol.Anthropic, 1000)]
    public async Task A_stream_comes_through_whole_in_pieces_of_any_size_with_what_it_used(ModelProtocol protocol, int piece)
    {
        await using var sink = await ModelSink.StartAsync();
        sink.Answer = _ => new("Über den Hafen: „19,8 kg“ — 船.", Piece: piece, In: 77, Out: 11);
        var updates = await WithAsync(sink, protocol, async client =>
        {
            var all = new List<ChatResponseUpdate>();
            await foreach (var update in client.GetStreamingResponseAsync("Write.", new() { MaxOutputTokens = 500 }, Ct)) all.Add(update);
            return all;
        });
        var response = updates.ToChatResponse();
        Assert.Equal("Über den Hafen: „19,8 kg“ — 船.", response.Text);
        Assert.Equal((77L, 11L), (response.Usage!.InputTokenCount!.Value, response.Usage.OutputTokenCount!.Value));
    }

    public static TheoryData<ModelProtocol, int, string, ModelProblem> Refusals
    {
        get
        {
            var data = new TheoryData<ModelProtocol, int, string, ModelProblem>();
            foreach (var protocol in Enum.GetValues<ModelProtocol>())
            {
                data.Add(protocol, 401, "no such key", ModelProblem.Auth);
                data.Add(protocol, 402, "pay first", ModelProblem.Billing);
                data.Add(protocol, 403, "not for you", ModelProblem.Permission);
                data.Add(protocol, 404, "no such model", ModelProblem.Permission);
                data.Add(protocol, 400, "This model's maximum context length is 8192 tokens", ModelProblem.TooLong);
                data.Add(protocol, 400, "prompt is too long: 210000 tokens", ModelProblem.TooLong);
                data.Add(protocol, 400, "Your credit balance is too low", ModelProblem.Billing);
                data.Add(protocol, 400, "unknown field", ModelProblem.Content);
                data.Add(protocol, 413, "request_too_large", ModelProblem.TooLong);
                data.Add(protocol, 429, "slow down", ModelProblem.Rate);
                data.Add(protocol, 429, "insufficient_quota", ModelProblem.Billing);
                data.Add(protocol, 500, "boom", ModelProblem.Transient);
                data.Add(protocol, 529, "overloaded", ModelProblem.Transient);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Refusals))]
    public async Task What_a_provider_refuses_says_what_to_do(ModelProtocol protocol, int status, string words, ModelProblem problem)
    {
        foreach (var streams in (bool[])[false, true])
        {
            var failure = await FailsAsync(new(Status: status, Body: $$$"""{"error":{"type":"x","message":"{{{words}}} {{{Key}}}"}}""") { RetryAfter = "17" }, protocol, streams);
            Assert.Equal((problem, status is 429 or >= 500 ? TimeSpan.FromSeconds(17) : null), (failure.Problem, failure.After));
            Assert.Contains(words, failure.Answer, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, failure.Answer + failure, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi)]
    [InlineData(ModelProtocol.Anthropic)]
    public async Task A_web_page_in_place_of_an_answer_is_said_to_be_none(ModelProtocol protocol)
    {
        foreach (var streams in (bool[])[false, true])
        {
            var failure = await FailsAsync(new(Body: "<html>Welcome</html>", ContentType: "text/html"), protocol, streams);
            Assert.Equal(ModelProblem.Unknown, failure.Problem);
            Assert.Contains("Check the address", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi)]
    [InlineData(ModelProtocol.Anthropic)]
    public async Task An_answer_that_breaks_off_or_is_damaged_is_a_failure_and_no_shorter_answer(ModelProtocol protocol)
    {
        Assert.Equal(ModelProblem.Transient, (await FailsAsync(new(new string('a', 100), Breaks: 30), protocol, streams: true)).Problem);
        Assert.Equal(ModelProblem.Unknown, (await FailsAsync(new(Body: "{\"choices\": [{\"mess"), protocol)).Problem);
        Assert.NotNull((await FailsAsync(new(Body: "data: {\"choices\": [{\"mess\n\n", ContentType: "text/event-stream"), protocol, streams: true)).Message);
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi)]
    [InlineData(ModelProtocol.Anthropic)]
    public async Task A_host_that_is_not_there_or_not_public_is_said_to_be_so(ModelProtocol protocol)
    {
        await using var sink = await ModelSink.StartAsync();
        var away = await Assert.ThrowsAsync<ModelException>(async () => await WithAsync(sink, protocol, async client =>
        {
            await sink.DisposeAsync();
            return await AskAsync(client);
        }));
        Assert.Equal(ModelProblem.Transient, away.Problem);

        await using var inside = await ModelSink.StartAsync();
        var refused = await Assert.ThrowsAsync<ModelException>(() => WithAsync(inside, protocol, AskAsync, privately: false));
        Assert.Equal(ModelProblem.Permission, refused.Problem);
        var closed = await Assert.ThrowsAsync<ModelException>(() => WithAsync(inside, protocol, AskAsync, gate: new(() => "Nothing leaves in a dry run.")));
        Assert.Equal("Nothing leaves in a dry run.", closed.Message);
        Assert.Empty(inside.Asked);
    }

    [Theory]
    [InlineData(ModelProtocol.OpenAi)]
    [InlineData(ModelProtocol.Anthropic)]
    public async Task Whoever_stops_reading_ends_the_call(ModelProtocol protocol)
    {
        await using var sink = await ModelSink.StartAsync();
        var (begun, cut) = (new TaskCompletionSource(), new TaskCompletionSource());
        sink.Answer = _ => new(new string('a', 100)) { Pause = async ct =>
        {
            begun.SetResult();
            await using var _ = ct.Register(cut.SetResult);
            await cut.Task;
            ct.ThrowIfCancellationRequested();
        } };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WithAsync(sink, protocol, async client =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync("Write.", new() { MaxOutputTokens = 500 }, stop.Token))
            {
                await begun.Task;
                await stop.CancelAsync();
            }
            return 0;
        }));
        await cut.Task.WaitAsync(Ct);
    }
}
