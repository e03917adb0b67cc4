namespace Toombos.Server.Platform.Hosting;

/// <summary>
/// Headers that keep browsers from guessing, framing, leaking and running what is not ours. Pages bring a content policy that says what
/// they load; everything else, answers of the API and files alike, may load nothing at all when it is opened as a page.
/// </summary>
public static class SafeHeaders
{
    /// <summary>For whatever is not a page.</summary>
    public const string NothingAtAll = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Two years, as the preload lists of browsers ask for.</summary>
    const string OnlyHttps = "max-age=63072000; includeSubDomains";

    const string NoDevices = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), "
        + "hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

    public static IApplicationBuilder UseSafeHeaders(this WebApplication app)
    {
        var secure = PublicAddress.IsSecure(app.Configuration);
        return app.Use((context, next) =>
        {
            // Set last, because an answer that turns into a problem loses the headers that it had.
            context.Response.OnStarting(() =>
            {
                Set(context, secure);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    static void Set(HttpContext context, bool secure)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Signed addresses of pictures are made to be shown elsewhere.
        if (!headers.ContainsKey("Cross-Origin-Resource-Policy")) headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoDevices;
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = NothingAtAll;
        // A browser believes this only over https, so it can be said on the way from here to a proxy that ends TLS.
        if (secure) headers.StrictTransportSecurity = OnlyHttps;
        // Who lets an answer be kept says so; everything else of the API is kept by nobody.
        if (context.Request.Path.StartsWithSegments("/v1") && !headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal)) headers.CacheControl = "no-store";
    }
}
