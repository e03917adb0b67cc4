using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Http;

/// <summary>The connectors as a host would have them, with settings of a test.</summary>
static class Connected
{
    public static ServiceProvider To(Dictionary<string, string?> settings, TimeProvider? time = null)
    {
        var services = new ServiceCollection().AddConnectors(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        if (time is not null) services.Replace(ServiceDescriptor.Singleton(time));
        return services.BuildServiceProvider();
    }

    /// <summary>Safe HTTP that may reach 127.0.0.1, and nothing else that is private.</summary>
    public static OutboundHttp Http(TimeProvider? time = null, int maxBytes = 10 * 1024 * 1024) =>
        To(new()
        {
            ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1",
            ["OutboundHttp:MaxBytes"] = maxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }, time).GetRequiredService<OutboundHttp>();
}
