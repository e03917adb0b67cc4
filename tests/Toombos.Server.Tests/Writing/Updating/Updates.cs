using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Updating;

namespace Toombos.Server.Tests.Writing.Updating;

/// <summary>A draft, the document it was written from, and the document as it is now.</summary>
sealed record Update(ChannelKind Channel, DraftContent Content, IReadOnlyList<Claim> Claims, IReadOnlyList<Item> Then, IReadOnlyList<Item> Now)
{
    public SourceChanges Changes { get; } = new(Then, Now);

    public Staleness Stale => StaleReading.Of(Content, Claims, Changes);

    public Task<DraftOutcome> RunAsync() => DraftUpdate.RunAsync(Content, Stale, Changes, Channel, new PlainRewriter(), TestContext.Current.CancellationToken);

    public static IReadOnlyList<Update> Of(string before, string after, params string[] channels)
    {
        var then = DocumentParser.Parse(before);
        var now = DocumentParser.Parse(after, then);
        return [.. Drafting.Run(new() { Title = "Notes", Items = then.Items, Brand = new() { Name = "Eastbrook" }, Language = "en", Channels = channels }).Drafts
            .Select(d => new Update(d.Channel, d.Content, d.Checks.Claims, then.Items, now.Items))];
    }

    public static Update One(string before, string after, string channel) => Of(before, after, channel)[0];

    /// <summary>The same with another text, checked against the document it was written from.</summary>
    public Update With(DraftContent content) =>
        this with { Content = content, Claims = DraftChecks.Run(new() { Channel = Channel, Content = content, Items = Then, Brand = new() { Name = "Eastbrook" }, Voice = "auto" }).Claims };

    /// <summary>Puts other sentences in the place of the first one with this text.</summary>
    public Update Put(string text, params DraftSentence[] sentences)
    {
        var part = Content.Parts.First(p => p.Role >= PartRole.Greeting && p.Sentences.Any(s => s.Text == text));
        var changed = part with { Sentences = [.. part.Sentences.SelectMany(s => s.Text == text ? sentences : [s])] };
        return With(Content with { Parts = [.. Content.Parts.Select(p => p == part ? changed : p)] });
    }

    public string BlockOf(string text) => Then.SelectMany(i => i.Blocks).First(b => b.Text.Contains(text, StringComparison.Ordinal)).Id;
}
