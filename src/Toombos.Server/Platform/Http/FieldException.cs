namespace Toombos.Server.Platform.Http;

/// <summary>One field of a request is not as it must be, in a way that only its neighbours or the world can tell. Leaves as a 400 that names the field.</summary>
public sealed class FieldException(string field, string sentence) : Exception(sentence)
{
    public string Field { get; } = field;
}
