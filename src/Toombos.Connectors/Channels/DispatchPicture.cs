namespace Toombos.Connectors.Channels;

/// <summary>A picture on its way, fit for where it goes. Its bytes are fetched when they are needed, which may fail.</summary>
/// <param name="Key">The same for the same picture, and for no other: <c>[a-z0-9-]</c>.</param>
/// <param name="AltText">What it shows, for those who can't see it.</param>
/// <param name="LoadAsync">The picture, or why it can't be had.</param>
public sealed record DispatchPicture(string Key, string AltText, Func<CancellationToken, Task<(LoadedPicture? Picture, ChannelAnswer? Failure)>> LoadAsync)
{
    /// <summary>Where others can fetch it, for destinations that do; null where it can't be had, and loading it says why.</summary>
    public string? Address { get; init; }
}

/// <summary>A picture that was fetched.</summary>
/// <param name="ContentType">image/png or image/jpeg.</param>
public sealed record LoadedPicture(ReadOnlyMemory<byte> Bytes, string ContentType, int Width, int Height)
{
    public string FileName(string key) => key + (ContentType == "image/png" ? ".png" : ".jpg");
}
