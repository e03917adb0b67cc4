using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Sources.Git;

/// <summary>Where repositories are asked for, and how much of one is read.</summary>
public sealed class GitSourceOptions
{
    public const string Section = "GitSource";

    /// <summary>API of GitHub; that of a GitHub Enterprise Server where one stands in its place.</summary>
    [Required, Url]
    public string GitHubApi { get; set; } = "https://api.github.com";

    /// <summary>Where GitHub's raw files are.</summary>
    [Required, Url]
    public string GitHubRaw { get; set; } = "https://raw.githubusercontent.com";

    [Range(1, 2000)]
    public int MaxFiles { get; set; } = 300;

    /// <summary>Largest document in bytes, all files together.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;
}

/// <summary>Refuses impossible limits at start.</summary>
[OptionsValidator]
public sealed partial class GitSourceOptionsValidator : IValidateOptions<GitSourceOptions>;
