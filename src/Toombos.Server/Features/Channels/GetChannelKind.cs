using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Channels;

namespace Toombos.Server.Features.Channels;

/// <summary>One kind of channel with its truth table.</summary>
static class GetChannelKind
{
    public static Ok<Wire.ChannelKind> Handle(string kind) =>
        TypedResults.Ok(ListChannelKinds.ToWire(ChannelKinds.Find(kind) ?? throw Missing.Of("channel kind")));
}
