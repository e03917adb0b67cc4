using System.Globalization;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Mastodon;

/// <summary>What a server says that it takes. Source: docs.joinmastodon.org/entities/Instance.</summary>
static class MastodonLimits
{
    /// <summary>No picture is made fit for less: a server that says so takes none.</summary>
    const int LeastBytes = 50_000;

    static readonly (string Name, string Group, string Field, int Least)[] Fields =
    [
        ("post", "statuses", "max_characters", 1), ("images", "statuses", "max_media_attachments", 0),
        ("image-bytes", "media_attachments", "image_size_limit", LeastBytes), ("image-pixels", "media_attachments", "image_matrix_limit", LeastBytes),
    ];

    public static IReadOnlyDictionary<string, int> Of(ApiAnswer instance)
    {
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, group, field, least) in Fields)
            if (int.TryParse(instance.Text("configuration", group, field), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said >= least) all[name] = said;
        return all;
    }
}
