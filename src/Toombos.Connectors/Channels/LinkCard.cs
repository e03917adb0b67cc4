namespace Toombos.Connectors.Channels;

/// <summary>What stands below a link: what the page that it leads to says of itself.</summary>
/// <param name="Address">As it stands in the text.</param>
/// <param name="Picture">Its bytes, at most 1 MB, are fetched when they are needed.</param>
public sealed record LinkCard(string Address, string Title, string Description, DispatchPicture? Picture);
