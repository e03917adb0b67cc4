using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Writing;

/// <summary>A picture of a draft. It is part of the text: another picture, or other words for it, make another version.</summary>
public sealed record DraftPicture
{
    /// <summary>Of an uploaded file.</summary>
    [Required] public required Guid FileId { get; init; }

    /// <summary>What it shows, for those who can't see it; where left out, what the file itself says when the version is saved.</summary>
    [StringLength(2000)] public string? AltText { get; init; }

    /// <summary>Name of the file. Filled in by the server, as are the next two.</summary>
    [StringLength(200)] public string? Name { get; init; }

    /// <summary>Pixels; 0 where there is no such file.</summary>
    public int Width { get; set; }

    /// <summary>Pixels.</summary>
    public int Height { get; set; }
}

/// <summary>A picture of a draft with an address at which it can be seen for a while.</summary>
public sealed record ShownPicture(Guid FileId, string Address, string Thumbnail, string? AltText, int Width, int Height);
