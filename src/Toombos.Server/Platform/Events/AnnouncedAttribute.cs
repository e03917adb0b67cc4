namespace Toombos.Server.Platform.Events;

/// <summary>Changes of this table are told as events of the workspace that has been entered.</summary>
/// <param name="thing">One of <see cref="Client.Events.EventKinds.Things"/>, which also says who may hear of it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnnouncedAttribute(string thing) : Attribute
{
    public string Thing { get; } = thing;
}
