using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;

namespace Toombos.Server.Tests.Rendering;

/// <summary>Drafts and brands to draw: a newsletter and a post of a kayak yard, and short ways to make others.</summary>
static class Edition
{
    public static readonly Brand Brand = new()
    {
        Name = "Tidewater Kayaks",
        PostalAddress = "Tidewater Kayaks AB, Varvsvägen 3, 472 94 Orust, Sweden",
        Site = "https://tidewater.example/news",
    };

    public static DraftSentence Said(string text, params string[] blocks) => new(text, SentenceOrigin.Verbatim, blocks);

    public static DraftPart Part(PartRole role, params string[] sentences) =>
        new() { Role = role, Sentences = [.. sentences.Select(s => Said(s, "block0000001"))] };

    public static DraftPart Ours(PartRole role, string text) => new() { Role = role, Sentences = [new(text, SentenceOrigin.Template, [])] };

    public static DraftPart Heading(int level, string text, string? url = null) =>
        Part(PartRole.Heading, text) with { Level = level, Url = url, Item = level == 3 ? "item" : null };

    public static DraftContent Content(params DraftPart[] parts) => new() { Language = "en", Parts = parts };

    public static RenderRequest Request(ChannelFamily family, DraftContent content, string template = "modern", Brand? brand = null) => new()
    {
        Channel = new() { Kind = family.ToString().ToLowerInvariant(), Name = family.ToString(), Family = family, Limits = [] },
        Content = content,
        Brand = brand ?? Brand,
        Template = template,
        Date = new(2026, 10, 12),
    };

    public static string Email(DraftContent content, string template = "modern", Brand? brand = null) =>
        DraftRenderer.Html(Request(ChannelFamily.Email, content, template, brand))!;

    public static string Post(DraftContent content, string template = "modern", Brand? brand = null) =>
        DraftRenderer.Html(Request(ChannelFamily.Web, content, template, brand))!;

    public static readonly DraftContent Newsletter = Content(
        Part(PartRole.Subject, "A lighter Skerry 14, tides without a signal, and Cedar from Småland"),
        Part(PartRole.PreviewText, "The Skerry 14 now weighs 19.8 kg. The trip planner works offline."),
        Ours(PartRole.Greeting, "Hello and welcome,"),
        Part(PartRole.Intro, "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg, and the trip planner in the Tidewater app stores the tide table for every route you save."),
        Heading(3, "Skerry 14 gets a lighter hull", "https://tidewater.example/skerry-14"),
        Part(PartRole.Paragraph, "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg, thanks to a new infusion process developed with the boatyard in Orust.",
            "The price stays at €1,890.", "Boats with the new hull leave the yard from 2 November 2026.") with { Links = [new("boatyard in Orust", "https://tidewater.example/orust")] },
        Ours(PartRole.CallToAction, "See the Skerry 14") with { Url = "https://tidewater.example/skerry-14", Item = "skerry" },
        Heading(2, "Recent updates"),
        Heading(3, "Trip planner remembers your tides"),
        Part(PartRole.Paragraph, "The trip planner in the Tidewater app now stores the tide table for every route you save, so it works without a signal.",
            "4,200 paddlers tried it during the September beta and planned 11,300 trips."),
        Heading(3, "Repair kits ship to Norway and Iceland"),
        Part(PartRole.Paragraph, "Hull repair kits can now be ordered in Norway and Iceland.", "Delivery takes four to six working days and costs €12."),
        Heading(2, "From the yard"),
        Heading(3, "New curing oven is running"),
        Part(PartRole.Paragraph, "The second curing oven went into service on 1 October.",
            "It holds 60 °C within one degree for twelve hours and lets the yard finish five hulls a day instead of three."),
        new DraftPart { Role = PartRole.TableRow, Level = 1, Sentences = [Said("Boat"), Said("Before"), Said("Now")] },
        new DraftPart { Role = PartRole.TableRow, Sentences = [Said("Skerry 14"), Said("23.4 kg"), Said("19.8 kg")] },
        new DraftPart { Role = PartRole.TableRow, Sentences = [Said("Heron 16"), Said("26.0 kg"), Said("26.0 kg")] },
        Heading(3, "Cedar strips come from certified forests"),
        Part(PartRole.Paragraph, "Since September every cedar strip in the Heron series comes from FSC-certified forests in Småland."),
        Part(PartRole.Quote, "We know the forest, and we know the people who walk it."),
        Heading(2, "Better days on the water"),
        Heading(3, "Dress for the water, not for the air"),
        Part(PartRole.Paragraph, "In October the sea is around 11 °C."),
        Part(PartRole.ListItem, "Wear wool next to the skin"),
        Part(PartRole.ListItem, "A fleece above it") with { Level = 1 },
        Part(PartRole.ListItem, "A dry jacket on top"),
        Ours(PartRole.CallToAction, "Read everything on our site") with { Url = "https://tidewater.example/news" },
        Ours(PartRole.Closing, "Until next time, the team at Tidewater Kayaks"));

    public static readonly DraftContent Article = Content(
        Part(PartRole.Title, "Skerry 14 gets a lighter hull"),
        Part(PartRole.Excerpt, "A new infusion process takes 3.6 kg off the boat."),
        Part(PartRole.SeoTitle, "Skerry 14: 3.6 kg lighter"),
        Part(PartRole.SeoDescription, "The Skerry 14 now weighs 19.8 kg, thanks to a new infusion process developed with the boatyard in Orust."),
        Part(PartRole.Paragraph, "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg.", "The price stays at €1,890."),
        Heading(2, "What changed"),
        Part(PartRole.Paragraph, "The boatyard in Orust developed a new infusion process.") with { Links = [new("boatyard in Orust", "https://tidewater.example/orust")] },
        Part(PartRole.Image, "A Skerry 14 on two trestles") with { Url = "https://tidewater.example/skerry.jpg" },
        Heading(2, "What it weighs"),
        new DraftPart { Role = PartRole.TableRow, Level = 1, Sentences = [Said("Boat"), Said("Now")] },
        new DraftPart { Role = PartRole.TableRow, Sentences = [Said("Skerry 14"), Said("19.8 kg")] },
        Heading(3, "How we weigh"),
        Part(PartRole.Code, "weight = hull + deck\nprint(weight)"),
        Heading(2, "When it ships"),
        Part(PartRole.ListItem, "Sweden: from 2 November 2026"),
        Part(PartRole.ListItem, "Norway: a week later") with { Level = 1 },
        Part(PartRole.Quote, "We think the coast should be seen at four knots."),
        Ours(PartRole.CallToAction, "Order yours") with { Url = "https://tidewater.example/skerry-14" }) with
    {
        Slug = "skerry-14-gets-a-lighter-hull",
        Tags = ["skerry", "lightweight", "hull"],
    };
}
