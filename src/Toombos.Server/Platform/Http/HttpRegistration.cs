using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Toombos.Client;

namespace Toombos.Server.Platform.Http;

/// <summary>How every endpoint reads, validates and answers.</summary>
public static class HttpRegistration
{
    /// <summary>Largest body of an ordinary request.</summary>
    public const long OrdinaryBody = 2 * 1024 * 1024;

    /// <summary>Largest body that carries a document: 10 MB of text in JSON escapes.</summary>
    public const long DocumentBody = 64 * 1024 * 1024;

    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddExceptionHandler<ProblemHandler>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            problem.Extensions.TryAdd("code", problem is HttpValidationProblemDetails ? "body.invalid" : $"http.{problem.Status}");
            problem.Detail ??= problem is HttpValidationProblemDetails ? "Some fields are not as they must be. See 'errors'." : WhatToDo(problem.Status);
            if (problem is HttpValidationProblemDetails invalid)
                invalid.Errors = invalid.Errors.ToDictionary(e => FieldName(e.Key), e => e.Value);
        });
        services.AddValidation();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<FormOptions>(options =>
        {
            options.MultipartBodyLengthLimit = DocumentBody;
            (options.ValueCountLimit, options.KeyLengthLimit, options.ValueLengthLimit) = (200, 200, (int)OrdinaryBody);
            (options.MultipartHeadersCountLimit, options.MultipartHeadersLengthLimit) = (16, 4 * 1024);
        });
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ToombosJson.Default);
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new EnumWords());
            options.SerializerOptions.Converters.Add(new NulRefusingStrings());
        });
        return services;
    }

    /// <summary>As the field is written in JSON: <c>Brand.TimeZone</c> is <c>brand.timeZone</c>.</summary>
    static string FieldName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    static string? WhatToDo(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request could not be read. The API is described at /docs.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this endpoint takes. Send less.",
        StatusCodes.Status404NotFound => "There is nothing at this address. The API is described at /docs.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method. The API is described at /docs.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json, or as multipart/form-data where a file is uploaded.",
        _ => null,
    };
}
