using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>The names that the channels flag may use: families, preview, and every network of the registry.</summary>
static class ChannelNames
{
    public static string? Canonical(string name) => name.Trim().ToLowerInvariant() switch
    {
        "email" or "e-mail" or "mail" or "newsletter" => "email",
        "web" or "website" => "web",
        "social" => "social",
        "preview" => "preview",
        "all" => "all",
        "twitter" => "x",
        var other => ChannelKinds.Find(other)?.Kind,
    };
}
