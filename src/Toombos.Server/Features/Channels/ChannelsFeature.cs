using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Channels;

/// <summary>The door of Channels: what each network accepts.</summary>
public static class ChannelsFeature
{
    public static void MapChannels(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/channel-kinds").WithTags("Channels").RequireAuthorization(IdentityRegistration.WorkspacePolicy).Costs(1);
        door.MapGet("", ListChannelKinds.Handle).WithName("ListChannelKinds").WithSummary("Lists the kinds of channel with their truth tables");
        door.MapGet("/{kind}", GetChannelKind.Handle).WithName("GetChannelKind").WithSummary("Gets one kind of channel with its truth table");
    }
}
