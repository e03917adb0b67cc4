using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>What the composer is asked for.</summary>
public sealed record ComposeRequest
{
    /// <summary>Title of the piece or document; used where a digest needs one.</summary>
    public required string Title { get; init; }

    /// <summary>The items to write about, in document order, already chosen; each is left out of channels its flags exclude.</summary>
    public required IReadOnlyList<Item> Items { get; init; }
    public required Brand Brand { get; init; }

    /// <summary>A name of <see cref="BuiltInVoices.All"/>.</summary>
    public required string Voice { get; init; }
    public required string Template { get; init; }

    /// <summary>Two-letter language of the document; English wording where the composer has no phrases in it.</summary>
    public required string Language { get; init; }
    public required IReadOnlyList<ChannelKind> Channels { get; init; }
    public WebPosts WebPosts { get; init; }
}

/// <summary>One draft: its channel, the one item that it is about if any, and its content.</summary>
public sealed record ComposedDraft(string Channel, string? Item, DraftContent Content);
