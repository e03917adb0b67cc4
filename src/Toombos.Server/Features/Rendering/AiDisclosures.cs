using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Rendering;

/// <summary>How readers and networks are told that a model wrote a text.</summary>
static class AiDisclosures
{
    public static AiDisclosure Of(AiShare share, ChannelKind channel, Brand brand) => new(share, channel.AiFlag?.Field, channel.AiFlag is { } flag ? ValueOf(share, flag) : null, channel.Family == ChannelFamily.Social ? null : LineOf(share, brand));

    /// <summary>Null for what people wrote, and where the brand has none.</summary>
    public static string? LineOf(AiShare share, Brand brand) => share == AiShare.Human ? null : Printable.OrNull(brand.AiLine);

    static string ValueOf(AiShare share, AiFlag flag) => share switch { AiShare.Generated => flag.Generated, AiShare.Assisted => flag.Assisted, _ => flag.Human };
}
