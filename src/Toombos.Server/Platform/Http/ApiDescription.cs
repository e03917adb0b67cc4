using Microsoft.OpenApi;

namespace Toombos.Server.Platform.Http;

/// <summary>The OpenAPI 3.1 document, from the endpoints themselves, and its reference pages.</summary>
public static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Toombos API", Version = "v1",
                Description = "Living documents to newsletters, web posts and social posts, each statement traceable to its source. Send a key in the X-API-Key header.",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "An API key, shown once when it is made." },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // A converter of ours reads texts, and converters tell the generator nothing.
            if (context.JsonTypeInfo.Type == typeof(string)) schema.Type ??= JsonSchemaType.String;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd("default", new OpenApiResponse
            {
                Description = "A problem (RFC 9457) with code, traceId and what to do",
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() },
            });
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RequestCost>().LastOrDefault() is { } cost)
                operation.Description = $"{operation.Description}\n\nCosts {cost.Units} of the rate limit.".Trim();
            return Task.CompletedTask;
        });
    });
}
