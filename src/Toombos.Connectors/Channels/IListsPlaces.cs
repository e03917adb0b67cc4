using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>A kind whose connected accounts can say where they may post: as which member, on which pages.</summary>
public interface IListsPlaces : IChannel
{
    Task<PlaceList> ListAsync(ChannelAccount account, CancellationToken ct);
}

/// <summary>Where an account may post; or why that could not be learned.</summary>
/// <param name="Places">As the field of the form that is listed takes them; an empty value where it may be left out.</param>
public sealed record PlaceList(IReadOnlyList<FieldChoice> Places, ChannelAnswer? Refusal = null);
