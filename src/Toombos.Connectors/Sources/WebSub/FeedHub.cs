namespace Toombos.Connectors.Sources.WebSub;

/// <summary>Where changes of a feed are told (WebSub): the hub, and the name by which it knows the feed.</summary>
public sealed record FeedHub(string Hub, string Topic);
