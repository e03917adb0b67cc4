using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>How Notion is asked, section <c>Notion</c>.</summary>
public sealed class NotionOptions
{
    public const string Section = "Notion";

    [Required, Url] public string ApiAddress { get; set; } = "https://api.notion.com";

    /// <summary>Version of the API; checked on 2026-11-01.</summary>
    [Required] public string Version { get; set; } = "2026-03-11";

    /// <summary>Questions a second for each connected account; Notion allows about three.</summary>
    [Range(0.1, 1000)] public double RequestsPerSecond { get; set; } = 3;

    /// <summary>Most blocks of a page, or of all rows of a database together.</summary>
    [Range(1, 1_000_000)] public int MaxBlocks { get; set; } = 20_000;

    /// <summary>Most rows of a database; each takes at least one question.</summary>
    [Range(1, 10_000)] public int MaxRows { get; set; } = 200;
}

/// <summary>Refuses impossible settings at start.</summary>
[OptionsValidator]
public sealed partial class NotionOptionsValidator : IValidateOptions<NotionOptions>;
