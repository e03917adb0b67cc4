using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>Kinds of part as an edited text can tell them apart: greeting, intro and closing all look like paragraphs there.</summary>
enum PartKind { Field, Prose, Heading, ListItem, Quote, Code, TableRow, Image, CallToAction, Post }

/// <summary>Sorts parts into kinds.</summary>
static class PartKinds
{
    public static PartKind Of(DraftPart part) => part.Post > 0 ? PartKind.Post : part.Role switch
    {
        < PartRole.Greeting => PartKind.Field,
        PartRole.Heading => PartKind.Heading,
        PartRole.ListItem => PartKind.ListItem,
        PartRole.Quote => PartKind.Quote,
        PartRole.Code => PartKind.Code,
        PartRole.TableRow => PartKind.TableRow,
        PartRole.Image => PartKind.Image,
        PartRole.CallToAction => PartKind.CallToAction,
        _ => PartKind.Prose,
    };
}
