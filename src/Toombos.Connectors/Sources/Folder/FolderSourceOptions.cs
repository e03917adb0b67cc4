using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Sources.Folder;

/// <summary>Which folders of the server's disk may hold living documents.</summary>
public sealed class FolderSourceOptions
{
    public const string Section = "FolderSource";

    /// <summary>Only files below these can be read; none by default. Every tenant can read what lies in them.</summary>
    public IList<string> AllowedRoots { get; } = [];

    /// <summary>Largest document in bytes, all files of a folder together.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    [Range(1, 100_000)]
    public int MaxFiles { get; set; } = 1000;

    /// <summary>How long a folder must be quiet before a change is read: editors save in several steps.</summary>
    [Range(0, 60_000)]
    public int QuietMilliseconds { get; set; } = 500;
}

/// <summary>Refuses impossible limits at start.</summary>
[OptionsValidator]
public sealed partial class FolderSourceOptionsValidator : IValidateOptions<FolderSourceOptions>;
