using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Models;

/// <summary>Opens models of any provider as one and the same thing. Clients neither retry nor wait: who asks decides that, and pays for it.</summary>
public sealed class ModelClients(IHttpMessageHandlerFactory handlers, IOptions<OutboundHttpOptions> options, OutboundGate gate, TimeProvider time)
{
    /// <summary>Some servers ask for no key, but clients insist on one.</summary>
    const string NoKey = "none";

    readonly OutboundAddress _addresses = new(options.Value);

    /// <param name="model">The provider's name of it, such as <c>gpt-4.1-mini</c>.</param>
    public IChatClient Open(ModelAccount account, string model)
    {
        var http = new HttpClient(new ModelLine(account, _addresses, gate, handlers.CreateHandler(OutboundHttp.ClientName), time), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        return new PlainSpokenClient(account.Protocol switch
        {
            ModelProtocol.Anthropic => new AnthropicClient { ApiKey = account.Key ?? NoKey, BaseUrl = account.Address, HttpClient = http, MaxRetries = 0, Timeout = Timeout.InfiniteTimeSpan }.AsIChatClient(model),
            _ => new ChatClient(model, new ApiKeyCredential(account.Key ?? NoKey), new OpenAIClientOptions
            {
                Endpoint = new Uri(account.Address), Transport = new HttpClientPipelineTransport(http), RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = Timeout.InfiniteTimeSpan,
            }).AsIChatClient(),
        });
    }
}
