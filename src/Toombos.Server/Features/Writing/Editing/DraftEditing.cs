using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Between a draft's parts and the text that people edit.</summary>
public static class DraftEditing
{
    /// <summary>The text form of a draft.</summary>
    public static EditableDraft ToEditable(ChannelFamily family, DraftContent content) => throw new NotSupportedException($"{family} {content}");

    /// <summary>
    /// Parts of an edited text. Untouched sentences keep their origin and citations; changed ones become
    /// <see cref="SentenceOrigin.Edited"/> and cite the blocks they resemble, if any.
    /// </summary>
    public static DraftContent Apply(ChannelFamily family, DraftContent before, EditableDraft edited, IReadOnlyList<Item> items) =>
        throw new NotSupportedException($"{family} {before} {edited} {items}");
}
