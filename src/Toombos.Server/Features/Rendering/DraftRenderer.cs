using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Rendering;

/// <summary>A draft and the brand that it is drawn with.</summary>
public sealed record RenderRequest
{
    public required ChannelKind Channel { get; init; }
    public required DraftContent Content { get; init; }
    public required Brand Brand { get; init; }

    /// <summary>Email template; ignored elsewhere.</summary>
    public required string Template { get; init; }

    /// <summary>Day of the edition, for the header and for structured data.</summary>
    public required DateOnly Date { get; init; }
}

/// <summary>Draws drafts: email and web as complete HTML pages, everything as plain text. Deterministic, no network.</summary>
public static class DraftRenderer
{
    /// <summary>A complete HTML page for email and web; null for social.</summary>
    public static string? Html(RenderRequest request) => throw new NotSupportedException(request.Template);

    /// <summary>The plain text twin; the posts of a thread are separated by a line of three dashes.</summary>
    public static string Text(RenderRequest request) => throw new NotSupportedException(request.Template);
}

/// <summary>The email templates.</summary>
public static class EmailTemplates
{
    public static IReadOnlyList<Choice> All { get; } = [];
}
