using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Connectors.Channels;
using Wire = Toombos.Client.Channels;

namespace Toombos.Server.Features.Channels;

/// <summary>All kinds of channel with their truth tables.</summary>
static class ListChannelKinds
{
    static readonly IReadOnlyList<Wire.ChannelKind> All = [.. ChannelKinds.All.Select(ToWire)];

    public static Ok<IReadOnlyList<Wire.ChannelKind>> Handle() => TypedResults.Ok(All);

    public static Wire.ChannelKind ToWire(ChannelKind kind) => new()
    {
        Kind = kind.Kind, Name = kind.Name, Family = Enum.Parse<Wire.ChannelFamily>(kind.Family.ToString()), Writable = kind.Writable, Threads = kind.Threads,
        Limits = [.. kind.Limits.Select(l => new Wire.ChannelLimit(l.Of, l.Max, CountingRules.NameOf(l.Unit), l.CheckedOn, l.Source, !l.Unverified, l.Note))],
        AiFlag = kind.AiFlag is { } f ? new(f.Field, f.Human, f.Assisted, f.Generated, f.CheckedOn, f.Source) : null, Price = kind.Price is { } p ? new(p.Plain, p.Linked, p.Currency, p.CheckedOn, p.Source) : null,
    };
}
