using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Channels;

/// <summary>The door of Channels: what each network accepts, the channels that are connected, and the sites among them.</summary>
public static class ChannelsFeature
{
    public static IServiceCollection AddChannels(this IServiceCollection services, Role role)
    {
        services.AddSingleton<VersionWatch>();
        if (role.HasFlag(Role.Worker)) services.AddHostedService(provider => provider.GetRequiredService<VersionWatch>());
        return services.AddTables(model => model.ApplyConfiguration(new Channel.Mapping())).AddSingleton(ConnectedAccounts.Uses).AddSingleton<SiteFolders>().AddScoped<ChannelDirectory>();
    }

    public static void MapChannels(this IEndpointRouteBuilder app)
    {
        var kinds = app.MapGroup("/v1/channel-kinds").WithTags("Channels").Costs(1);
        kinds.MapGet("", ListChannelKinds.Handle).Needs(Scopes.ChannelsRead).WithName("ListChannelKinds").WithSummary("Lists the kinds of channel with their truth tables");
        kinds.MapGet("/{kind}", GetChannelKind.Handle).Needs(Scopes.ChannelsRead).WithName("GetChannelKind").WithSummary("Gets one kind of channel with its truth table");

        var connectors = app.MapGroup("/v1/connectors").WithTags("Channels");
        connectors.MapGet("", ListConnectors.Handle).Costs(1).Needs(Scopes.ChannelsRead).WithName("ListConnectors").WithSummary("Lists the kinds of destination that can be connected, with what each asks for");
        connectors.MapGet("/{kind}/places", ListPlaces.Handle).Costs(10).Needs(Scopes.ChannelsWrite).WithName("ListChannelPlaces").WithSummary("Asks a connected account where it may post, such as on which pages");

        var door = app.MapGroup("/v1/channels").WithTags("Channels");
        door.MapGet("", ListChannels.Handle).Costs(1).Needs(Scopes.ChannelsRead).WithName("ListChannels").WithSummary("Lists the connected channels");
        door.MapPost("", AddChannel.Handle).Costs(5).Needs(Scopes.ChannelsWrite).WithName("AddChannel").WithSummary("Connects a channel; the signing key of a webhook is shown this once");
        door.MapGet("/{id:guid}", ListChannels.One).Costs(1).Needs(Scopes.ChannelsRead).WithName("GetChannel").WithSummary("Gets a connected channel without its secrets");
        door.MapPatch("/{id:guid}", UpdateChannel.Handle).Costs(2).Needs(Scopes.ChannelsWrite).WithName("UpdateChannel").WithSummary("Changes a channel, or switches it off and on");
        door.MapDelete("/{id:guid}", DeleteChannel.Handle).Costs(2).Needs(Scopes.ChannelsWrite).WithName("DeleteChannel").WithSummary("Disconnects a channel that nothing needs any more");
        door.MapPost("/{id:guid}/check", CheckChannel.Handle).Costs(10).Needs(Scopes.ChannelsWrite).WithName("CheckChannel").WithSummary("Looks whether the channel would work now, without publishing anything");
        door.MapPost("/{id:guid}/rotate-key", RotateKey.Handle).Costs(5).Needs(Scopes.ChannelsWrite).WithName("RotateChannelKey").WithSummary("Makes a new signing key; the old one signs beside it for a day");

        app.MapMethods("/sites/{channelId:guid}/{**path}", ["GET", "HEAD"], ShowSite.Handle).AllowAnonymous().ExcludeFromDescription();
    }
}
