using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Toombos.Connectors.Tests.Http;

/// <summary>A real web server on a free port of this machine, answering as a test wants.</summary>
sealed class Site : IAsyncDisposable
{
    readonly WebApplication app;

    Site(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public int Requests { get; private set; }

    public static async Task<Site> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = new Site(builder.Build());
        site.app.Run(context =>
        {
            site.Requests++;
            return answer(context);
        });
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
