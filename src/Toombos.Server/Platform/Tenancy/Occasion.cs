using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Toombos.Server.Platform.Tenancy;

/// <summary>On which request something happens: the operation as the log names it, and where the request came from.</summary>
/// <param name="Operation">Feature and operation, such as <c>access.add-api-key</c>.</param>
public sealed record Occasion(string Operation, IPAddress? Address, string? Device);

/// <summary>Notes the occasion before anything else looks at the request.</summary>
public static class OccasionExtensions
{
    public static IApplicationBuilder UseOccasions(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is { } endpoint && NameOf(endpoint) is { } operation)
            context.RequestServices.GetRequiredService<Tenant>().Occasion = new(operation, context.Connection.RemoteIpAddress, DeviceNames.Of(context.Request.Headers.UserAgent));
        return next(context);
    });

    /// <summary>The tag and name that every endpoint states, in kebab case: <c>Access</c> and <c>AddApiKey</c> make <c>access.add-api-key</c>.</summary>
    public static string? NameOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name && endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags is [var tag, ..]
            ? $"{JsonNamingPolicy.KebabCaseLower.ConvertName(tag)}.{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}" : null;
}
