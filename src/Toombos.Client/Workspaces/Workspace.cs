using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Workspaces;

/// <summary>The tenant: owns sources, pieces and everything made of them.</summary>
public sealed record Workspace
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Brand Brand { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of the plan: free, standard, premium.</summary>
    public required string Plan { get; init; }

    /// <summary>When it will be deleted with all that is in it, if an owner asked for that.</summary>
    public DateTimeOffset? EraseAt { get; init; }

    /// <summary>Counts up with each change; send it back to change the workspace.</summary>
    public required int Version { get; init; }
}

/// <summary>What a workspace looks and sounds like in everything it publishes. What is left out, or null, is as it is by default.</summary>
public sealed record Brand
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>Accent colour, <c>#rrggbb</c>.</summary>
    [RegularExpression("^#[0-9a-fA-F]{6}$", ErrorMessage = "A colour is written #rrggbb.")] public string Accent { get; init => field = value ?? field; } = "#A25A2A";

    /// <summary>Colour of the page behind a newsletter, <c>#rrggbb</c>.</summary>
    [RegularExpression("^#[0-9a-fA-F]{6}$", ErrorMessage = "A colour is written #rrggbb.")] public string Background { get; init => field = value ?? field; } = "#F7F1E8";

    /// <summary>Address of the logo, https.</summary>
    [StringLength(2048), Url] public string? Logo { get; init; }

    /// <summary>Font stack of headings and text in newsletters.</summary>
    [StringLength(200)] public string Fonts { get; init => field = value ?? field; } = "Georgia, 'Times New Roman', serif";

    /// <summary>Postal address in the footer of newsletters, required by law before one is sent.</summary>
    [StringLength(500)] public string? PostalAddress { get; init; }

    /// <summary>Stands below newsletters and web posts of which a model wrote some or all; none when left out.</summary>
    [StringLength(300)] public string? AiLine { get; init; }

    /// <summary>Address of the brand's site; the base of web posts' links.</summary>
    [StringLength(2048), Url] public string? Site { get; init; }

    /// <summary>IANA time zone.</summary>
    [StringLength(64), RegularExpression("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", ErrorMessage = "A time zone is written like Europe/Stockholm.")]
    public string TimeZone { get; init => field = value ?? field; } = "UTC";

    /// <summary>BCP 47 locale in which dates and numbers are written, such as <c>sv-SE</c>.</summary>
    [StringLength(35), RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A locale is written like sv-SE.")]
    public string Locale { get; init => field = value ?? field; } = "en";

    /// <summary>Tone that drafts use when none is asked for, or the slug of a voice of the workspace.</summary>
    [StringLength(50)] public string Voice { get; init => field = value ?? field; } = "professional";

    /// <summary>Template of newsletters when none is asked for.</summary>
    [StringLength(50)] public string Template { get; init => field = value ?? field; } = "modern";

    /// <summary>Words that must not be published, besides the built-in list.</summary>
    [MaxLength(200), EachText(100)] public IReadOnlyList<string> BannedTerms { get; init => field = value ?? field; } = [];
}

/// <summary>Changes a workspace's name and brand.</summary>
public sealed record UpdateWorkspaceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [Required] public required Brand Brand { get; init; }
    [Range(1, int.MaxValue)] public required int Version { get; init; }
}

/// <summary>Makes a workspace.</summary>
public sealed record AddWorkspaceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The brand named like the workspace when left out.</summary>
    public Brand? Brand { get; init; }
}

/// <summary>Marks a workspace for deletion.</summary>
public sealed record DeleteWorkspaceRequest
{
    /// <summary>The workspace's name, typed.</summary>
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
}
