using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Toombos.Server.Platform.Http;

/// <summary>
/// The OpenAPI 3.1 document, from the endpoints themselves. Complete enough that programs test the server with it: each operation
/// says who may call it, with which scope, and every answer that it can give.
/// </summary>
public static class ApiDescription
{
    /// <summary>Names of the ways in: an API key in its own header, or any credential as a bearer token.</summary>
    public const string Key = "key", Bearer = "bearer";

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
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "An API key, shown once when it is made." },
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token or session token of a signed-in person, or an API key." },
            };
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
            document.Components.Schemas[ApiAnswers.Problem] = ApiAnswers.ProblemSchema;
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(ApiSchemas.Complete);
        options.AddOperationTransformer(ApiAnswers.Complete);
        options.AddOperationTransformer(ApiForms.Complete);
    });
}
