using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>Where Google Docs are asked, section <c>GoogleDocs</c>; the service's own addresses as a rule.</summary>
public sealed class GoogleDocsOptions
{
    public const string Section = "GoogleDocs";

    [Required, Url] public string ApiAddress { get; set; } = "https://docs.googleapis.com";

    /// <summary>Where the version of a file is asked for.</summary>
    [Required, Url] public string DriveAddress { get; set; } = "https://www.googleapis.com";

    /// <summary>Where public documents are exported without an account.</summary>
    [Required, Url] public string ExportAddress { get; set; } = "https://docs.google.com";
}

/// <summary>Refuses impossible addresses at start.</summary>
[OptionsValidator]
public sealed partial class GoogleDocsOptionsValidator : IValidateOptions<GoogleDocsOptions>;
