using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Toombos.Server.Tests.Architecture;

/// <summary>Requests for any endpoint there is.</summary>
static class EndpointCalls
{
    /// <summary>A request for the endpoint with the route's parameters filled in and an empty object as body.</summary>
    internal static HttpRequestMessage Call(RouteEndpoint endpoint, Func<string, Guid> parameter)
    {
        var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart named => ValueOf(named, endpoint.RoutePattern.RawText!, parameter),
            _ => "-",
        }))));
        var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
        return new(method, "/" + path)
        {
            Content = endpoint.Metadata.GetMetadata<IAcceptsMetadata>() switch
            {
                null => null,
                var body when body.ContentTypes.Contains("multipart/form-data") => new MultipartFormDataContent { { new StringContent("News"), "name" } },
                _ => new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
            },
        };
    }

    /// <summary>The answer, read to its end; of a stream that has none its beginning only.</summary>
    internal static async Task<HttpResponseMessage> AskAsync(this HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            await answer.Content.LoadIntoBufferAsync(ct);
            return answer;
        }
        answer.Content.Dispose();
        answer.Content = new StringContent("");
        return answer;
    }

    static string ValueOf(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part, string route, Func<string, Guid> parameter) =>
        part.ParameterPolicies.Any(policy => policy.Content == "int") ? "1" : parameter($"{route}#{part.Name}").ToString();
}
