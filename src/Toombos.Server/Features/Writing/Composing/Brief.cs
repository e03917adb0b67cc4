using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>What one channel's writer needs: the stories that may go there, and how to sound.</summary>
sealed record Brief(ComposeRequest Request, ChannelKind Channel, IReadOnlyList<Story> Stories, Voice Voice)
{
    public Brand Brand => Request.Brand;
    public string Language => Request.Language;

    public ComposedDraft Draft(string? item, DraftContent content) =>
        new(Channel.Kind, item, content with { Parts = Restraint.Apply(content.Parts, Voice.Limits) });
}
