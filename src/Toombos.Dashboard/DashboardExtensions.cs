using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Toombos.Client;
using Toombos.Dashboard.Access;
using Toombos.Dashboard.Audiences;
using Toombos.Dashboard.Audit;
using Toombos.Dashboard.Design;
using Toombos.Dashboard.Jobs;
using Toombos.Dashboard.Privacy;
using Toombos.Dashboard.Shell;
using Toombos.Dashboard.Writing;

namespace Toombos.Dashboard;

/// <summary>The door of the dashboard: what a host registers, and where it maps the pages.</summary>
public static class DashboardExtensions
{
    /// <summary>Name of the cookie scheme, of the policy that asks for it, and of the HTTP client that speaks with the API.</summary>
    public const string Scheme = "dashboard";

    /// <summary>Registers the pages, the sign-in cookie and the SDK that carries the signed-in person's key.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services, Action<DashboardOptions>? configure = null)
    {
        var options = services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section);
        if (configure is not null) options.Configure(configure);

        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SiteCookie>().AddSingleton<OwnOrigin>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<SiteCookie>((antiforgery, site) => site.Guard(antiforgery.Cookie, "toombos-form", SameSiteMode.Strict));
        services.AddAuthentication().AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<SiteCookie>(SignInCookie.Configure);
        services.AddAuthorizationBuilder().AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
        return services.AddApi().AddScreens();
    }

    /// <summary>
    /// Maps static files, the sign-in endpoints and every page. Call it after the middleware of the host; it brings antiforgery itself.
    /// </summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.Use(SayNotFound);
        app.Use(app.Services.GetRequiredService<OwnOrigin>().Check);
        app.UseAntiforgery();
        app.Use(ShutIn);
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignIn();
        app.MapAuditExport();
        app.MapSubscriberExport();
        app.MapExports();
        app.MapJobExport();
        app.MapPasskeySignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization(Scheme);
        return app;
    }

    /// <summary>
    /// A second wall behind the encoding of every text: a page runs our script files only, is framed by nobody and sends forms to us only.
    /// Pictures may come from elsewhere, for previews show what readers will see; styles may stand in the page, for previews and bars do.
    /// </summary>
    const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
        + "manifest-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    static Task ShutIn(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null) ShutIn(context.Response);
        return next(context);
    }

    /// <summary>Pages are personal: no proxy keeps them, and going back after signing out shows none.</summary>
    static void ShutIn(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = PagePolicy;
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers.Pragma = "no-cache";
    }

    static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiAddress>();
        services.AddScoped<SessionKey>();
        services.AddScoped<Visitor>();
        services.AddScoped<CircuitHandler, SessionKeyOfCircuit>();
        services.AddHttpClient(Scheme, (provider, http) => http.BaseAddress = provider.GetRequiredService<ApiAddress>().Resolve());
        services.AddScoped(provider =>
        {
            var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(Scheme);
            provider.GetRequiredService<Visitor>().Sign(http);
            if (provider.GetRequiredService<SessionKey>().Value is { } key) http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return new ToombosClient(http);
        });
        return services;
    }

    static IServiceCollection AddScreens(this IServiceCollection services) => services
        .AddScoped<Handover>()
        .AddScoped<CurrentWorkspace>()
        .AddScoped<CurrentPerson>()
        .AddScoped<LiveEvents>()
        .AddScoped<IdentityCheck>()
        .AddScoped<Notices>()
        .AddScoped<CitedBlocks>();

    /// <summary>A person who follows a dead link gets a page; programs get what the API answers.</summary>
    static async Task SayNotFound(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && context.GetEndpoint() is null && WantsPage(context.Request))
        {
            ShutIn(context.Response);
            await new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context);
        }
    }

    static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
