namespace Toombos.Server.Platform.Events;

/// <summary>Hears after each commit on this node that a workspace has new events. Takes no time and throws nothing.</summary>
public interface IEventListener
{
    void Heard(Guid workspace);
}
