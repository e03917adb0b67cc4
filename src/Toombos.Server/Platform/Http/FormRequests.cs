using Microsoft.AspNetCore.Http.Metadata;

namespace Toombos.Server.Platform.Http;

/// <summary>Answers 415 to a request without a type where a form is wanted: generated binding would fail on it.</summary>
static class FormRequests
{
    public static IApplicationBuilder UseFormRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var wantsForm = context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAcceptsMetadata>().Any(a => a.ContentTypes.Contains("multipart/form-data")) == true;
        if (!wantsForm || context.Request.HasFormContentType) return next(context);
        context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    });
}
