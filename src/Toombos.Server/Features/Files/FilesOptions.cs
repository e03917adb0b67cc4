using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Files;

/// <summary>How large uploads may be and where they are kept, section <c>Files</c>. In the folder <c>files</c> of the data folder unless a bucket is named.</summary>
public sealed class FilesOptions
{
    /// <summary>Largest upload in bytes.</summary>
    [Range(1_000, 100_000_000)] public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Largest width and height of a picture.</summary>
    [Range(100, 20_000)] public int MaxSide { get; set; } = 8_000;

    /// <summary>Most pixels of a picture; decoding takes four bytes for each.</summary>
    [Range(10_000, 100_000_000)] public int MaxPixels { get; set; } = 25_000_000;

    /// <summary>Pictures decoded at the same time; others wait in line.</summary>
    [Range(1, 64)] public int Decoders { get; set; } = 2;

    /// <summary>Most megabytes that one workspace keeps.</summary>
    [Range(1, 1_000_000)] public int WorkspaceMegabytes { get; set; } = 1_000;

    /// <summary>Bucket to keep files in; the data folder when empty.</summary>
    [StringLength(63)] public string? Bucket { get; set; }

    /// <summary>Address of the S3-compatible service; Amazon's own when empty.</summary>
    [StringLength(500)] public string? BucketAddress { get; set; }
    [StringLength(50)] public string BucketRegion { get; set; } = "us-east-1";
    [StringLength(200)] public string? BucketKey { get; set; }
    [StringLength(500)] public string? BucketSecret { get; set; }

    /// <summary>Whether the bucket is named in the path, as most services outside Amazon want it, or in the host.</summary>
    public bool BucketInPath { get; set; } = true;
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class FilesOptionsValidator : IValidateOptions<FilesOptions>;
