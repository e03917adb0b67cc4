namespace Toombos.Server.Features.Files;

/// <summary>A picture as it is stored: written anew, upright, without anything but its pixels.</summary>
public sealed record Picture(byte[] Bytes, string ContentType, int Width, int Height);
