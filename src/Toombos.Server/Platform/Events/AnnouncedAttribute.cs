namespace Toombos.Server.Platform.Events;

/// <summary>Changes of this table are told as events of the workspace that has been entered.</summary>
/// <param name="thing">One of <see cref="Client.Events.EventKinds.Things"/>, which also says who may hear of it.</param>
/// <param name="state">The property that tells what state it is in; a change of that is told by the state's name.</param>
/// <param name="word">Name of the state in which that property has any value, where it is no enumeration.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnnouncedAttribute(string thing, string? state = null, string? word = null) : Attribute
{
    public string Thing { get; } = thing;
    public string? State { get; } = state;
    public string? Word { get; } = word;
}
