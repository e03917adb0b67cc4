using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Channels;

/// <summary>The door of Channels: what each network accepts.</summary>
public static class ChannelsFeature
{
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new Channel.Mapping()));
        return services.AddScoped<ChannelDirectory>();
    }

    public static void MapChannels(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/channel-kinds").WithTags("Channels").Costs(1);
        door.MapGet("", ListChannelKinds.Handle).Needs(Scopes.ChannelsRead).WithName("ListChannelKinds").WithSummary("Lists the kinds of channel with their truth tables");
        door.MapGet("/{kind}", GetChannelKind.Handle).Needs(Scopes.ChannelsRead).WithName("GetChannelKind").WithSummary("Gets one kind of channel with its truth table");
    }
}
