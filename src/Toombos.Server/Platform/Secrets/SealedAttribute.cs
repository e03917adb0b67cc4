namespace Toombos.Server.Platform.Secrets;

/// <summary>
/// Marks a column whose text a <see cref="SecretBox"/> has sealed, with the purpose it was sealed for. By this mark the rotation finds every
/// stored secret, and exports leave it out. A test holds that whatever is named like a secret carries it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SealedAttribute(string purpose) : Attribute
{
    public string Purpose { get; } = purpose;
}
