using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Files;

/// <summary>An uploaded picture, written anew by the server: nothing of the upload but the picture itself is kept.</summary>
public sealed record StoredFile
{
    public required Guid Id { get; init; }

    /// <summary>Name of the upload, for people only.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in words for those who can't see it; null where nobody has said so yet.</summary>
    public string? AltText { get; init; }

    /// <summary>The place that stays where a network wants another shape: 0 is the left edge, 1 the right.</summary>
    public double FocusX { get; set; } = 0.5;

    /// <summary>0 is the upper edge, 1 the lower.</summary>
    public double FocusY { get; set; } = 0.5;

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

    /// <summary>Signed address of a small copy, of at most 480 pixels a side.</summary>
    public required string Thumbnail { get; init; }

    /// <summary>Until when both addresses work.</summary>
    public required DateTimeOffset AddressExpiresAt { get; init; }
}

/// <summary>Changes what is said of a file; what is left out stays.</summary>
public sealed record UpdateFileRequest
{
    [StringLength(200, MinimumLength = 1)] public string? Name { get; init; }

    /// <summary>What the picture shows; empty takes the description away.</summary>
    [StringLength(1000)] public string? AltText { get; init; }
    [Range(0.0, 1.0)] public double? FocusX { get; init; }
    [Range(0.0, 1.0)] public double? FocusY { get; init; }

    /// <summary>Whether its address stays the same for ten years. Taken back, what was published of it stops working.</summary>
    public bool? Public { get; init; }
}
