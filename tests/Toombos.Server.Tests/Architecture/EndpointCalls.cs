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

    static string ValueOf(Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part, string route, Func<string, Guid> parameter) =>
        part.ParameterPolicies.Any(policy => policy.Content == "int") ? "1" : parameter($"{route}#{part.Name}").ToString();
}
