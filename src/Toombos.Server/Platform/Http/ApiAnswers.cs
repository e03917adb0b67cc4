using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Platform.Http;

/// <summary>Says of each operation who may call it and which problems it can answer with, as its own metadata tells.</summary>
static class ApiAnswers
{
    public const string Problem = "Problem";

    static readonly Dictionary<int, string> Words = new()
    {
        [400] = "The request is not as it must be: see 'errors' for the fields",
        [401] = "No credential, or one that is not good any more",
        [402] = "The workspace's plan does not include so much",
        [403] = "The caller may not do this: the scope, the role, the person or a recent sign-in is missing",
        [404] = "There is no such thing in the workspace",
        [409] = "A rule of the product stands against it, or somebody else was faster",
        [410] = "What was asked for was there once and is kept no longer",
        [413] = "The body is too large",
        [415] = "The body has a type that this endpoint does not take",
        [422] = "The request is in order, but what it names can't do that: see 'code'",
        [426] = "This address is a WebSocket: ask for an upgrade",
        [429] = "Too many requests: Retry-After says how long to wait",
        [502] = "What lies outside gave no proper answer",
        [503] = "Too much to do just now: try again in a few seconds",
    };

    public static OpenApiSchema ProblemSchema => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What is wrong and what to do about it (RFC 9457).",
        Required = new HashSet<string> { "status", "code", "detail", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence that says what to do." },
            ["instance"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable word for programs." },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Quote it when you ask for help." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "Fields with what is wrong with each.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
        AdditionalProperties = new OpenApiSchema(),
    };

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        Admit(operation, metadata, context.Document!);
        operation.Responses ??= [];
        foreach (var status in Problems(operation, metadata, context.Description.HttpMethod!).Order())
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), Answer(status, context.Document!));
        if (metadata.OfType<RequestCost>().LastOrDefault() is { } cost) operation.Description = $"{operation.Description}\n\nCosts {cost.Units} of the rate limit.".Trim();
        return Task.CompletedTask;
    }

    static void Admit(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [];
            return;
        }
        var person = metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy == IdentityRegistration.PersonPolicy;
        operation.Security = [.. (person ? [ApiDescription.Bearer] : new[] { ApiDescription.Key, ApiDescription.Bearer })
            .Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (metadata.OfType<NeededScope>().LastOrDefault() is { } needed) operation.Extensions["x-required-scope"] = new JsonNodeExtension(JsonValue.Create(needed.Scope));
        if (metadata.OfType<NeedsRecentSignIn>().Any()) operation.Extensions["x-recent-sign-in"] = new JsonNodeExtension(JsonValue.Create(true));
    }

    /// <summary>More than an operation ever gives would be no promise, so each status has its reason here, in its parameters or in its door.</summary>
    static HashSet<int> Problems(OpenApiOperation operation, IList<object> metadata, string method)
    {
        var (reads, open, body) = (HttpMethods.IsGet(method), metadata.OfType<IAllowAnonymous>().Any(), operation.RequestBody is not null);
        HashSet<int> statuses = [400, 429];
        if (!open) statuses.UnionWith([401, 403]);
        // Whoever is let in by what they send can be refused by it.
        if (open && !reads) statuses.UnionWith([401, 403]);
        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true || body) statuses.Add(404);
        if (!reads) statuses.Add(409);
        // Passwords are checked in a line that can be full.
        if (!reads && !metadata.OfType<NeededScope>().Any()) statuses.Add(503);
        if (!reads && metadata.OfType<NeededScope>().Any()) statuses.Add(402);
        if (body) statuses.UnionWith([413, 415]);
        statuses.UnionWith(metadata.OfType<AlsoAnswers>().SelectMany(a => a.Statuses));
        return statuses;
    }

    static OpenApiResponse Answer(int status, OpenApiDocument document) => new()
    {
        Description = Words[status],
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
    };
}
