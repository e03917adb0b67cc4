using Toombos.Connectors.Channels;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The exam of services that can't be asked what they have: what is in doubt stays so until a person has looked, and is never sent again before.</summary>
public abstract class BlindContract<T> : ServiceContract<T> where T : ServiceSink, new()
{
    protected override bool CanTell => false;

    protected override int Writes => 2;

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: first, https://harbour.org/x", $"End of {key}"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key };

    protected override int Arrived(string key) => Shown.Count(text => text.StartsWith(key + ":", StringComparison.Ordinal));
}
