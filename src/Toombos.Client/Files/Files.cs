namespace Toombos.Client.Files;

/// <summary>An uploaded picture, written anew by the server: nothing of the upload but the picture itself is kept.</summary>
public sealed record StoredFile
{
    public required Guid Id { get; init; }

    /// <summary>Name of the upload, for people only.</summary>
    public required string Name { get; init; }

    /// <summary>By the bytes: image/png, image/jpeg or image/webp.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether its address is meant to be published and therefore stays the same for ten years.</summary>
    public required bool Public { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>Signed address of the content, for anyone who has it.</summary>
    public required string Address { get; init; }

    /// <summary>Until when the address works.</summary>
    public required DateTimeOffset AddressExpiresAt { get; init; }
}
