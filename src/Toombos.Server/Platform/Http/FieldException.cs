namespace Toombos.Server.Platform.Http;

/// <summary>Fields of a request are not as they must be, in a way that only their neighbours or the world can tell. Leaves as a 400 that names each.</summary>
/// <param name="errors">Sentences by field; at least one.</param>
public sealed class FieldException(IReadOnlyDictionary<string, string> errors) : Exception(string.Join(' ', errors.Values))
{
    public FieldException(string field, string sentence) : this(new Dictionary<string, string> { [field] = sentence })
    {
    }

    public IReadOnlyDictionary<string, string> Errors { get; } = errors;
}
