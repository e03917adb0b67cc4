namespace Toombos.Server.Platform.Hosting;

/// <summary>Headers that keep browsers from guessing, framing and leaking.</summary>
public static class SafeHeaders
{
    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set last, because an answer that turns into a problem loses the headers that it had.
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Who lets an answer be kept says so; everything else of the API is kept by nobody.
        if (context.Request.Path.StartsWithSegments("/v1") && !headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal)) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
