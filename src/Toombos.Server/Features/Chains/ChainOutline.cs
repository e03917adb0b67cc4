using System.Globalization;
using Toombos.Client.Chains;
using Toombos.Client.Documents;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Chains;

/// <summary>A step that is to be filled.</summary>
/// <param name="Candidates">The items that may go where it goes, by weight.</param>
sealed record OutlinedStep(int Number, string Title, string Purpose, string Brief, int Day, IReadOnlyList<ChannelKind> Channels, ItemTake Take, IReadOnlyList<Item> Candidates);

/// <summary>A step with what goes into it.</summary>
sealed record PlannedStep(OutlinedStep Step, IReadOnlyList<Item> Items);

/// <summary>The steps of a chain before anything goes into them: those of its kind that the channels asked for suit.</summary>
/// <param name="Usable">The items that may be written about, as the document has them.</param>
sealed record ChainOutline(ChainTemplate Template, IReadOnlyList<OutlinedStep> Steps, IReadOnlyList<Item> Usable)
{
    public const string NothingToWrite = "chain.nothing-to-write", TooFewItems = "chain.too-few-items";

    /// <summary>No item stands in two parts of a series.</summary>
    public bool IsSeries => Template.Kind.Parts is not null;

    public static ChainOutline Of(CreateChainRequest request, PieceGround ground)
    {
        var template = ChainKinds.Of(request.Kind);
        var (kind, channels) = (template.Kind, Drafting.ChannelsOf(request.Channels is { Count: > 0 } asked ? asked : template.Kind.Channels));
        if (request.Parts is not null && kind.Parts is null) throw new FieldException("parts", $"The steps of a {kind.Title.ToLowerInvariant()} are fixed; only a series has parts.");
        var (usable, leftOut) = Drafting.Choose(ground.Items, request.Items, null);
        if (usable.Count == 0)
            throw new DomainRuleException(NothingToWrite, leftOut.Count == 0 ? "The document has no items to write about." : $"No item is left to write about: {leftOut.Count} left out, the first because {leftOut[0].Reason}.");
        var ranked = ItemTake.ByWeight(usable);
        var steps = kind.Steps.Select(s => (Step: s, Channels: channels.Where(c => s.Channels.Any(name => Drafting.Matches(c, name))).ToList())).Where(s => s.Channels.Count > 0)
            .Select((s, place) => new OutlinedStep(place + 1, s.Step.Title, s.Step.Purpose, s.Step.Brief, s.Step.Day, s.Channels, ItemTake.Parse(s.Step.Items), [.. ranked.Where(i => s.Channels.Exists(c => Story.MayGo(i, c)))])).ToList();
        if (steps.Count == 0)
            throw new FieldException("channels", $"No step of a {kind.Title.ToLowerInvariant()} goes to these channels. It is written for: {string.Join(", ", kind.Steps.SelectMany(s => s.Channels).Distinct(StringComparer.Ordinal))}.");
        if (steps.Find(s => s.Candidates.Count == 0) is { } empty)
            throw new DomainRuleException(NothingToWrite, $"None of the chosen items is meant for the channels of '{empty.Title}': see their 'channels' flags, or leave those channels out.");
        return new(template, kind.Parts is { } parts ? PartsOf(steps[0], request.Parts, parts) : steps, usable);
    }

    static List<OutlinedStep> PartsOf(OutlinedStep step, int? asked, ChainParts parts)
    {
        var (items, count) = (step.Candidates.Count, asked ?? Math.Clamp(step.Candidates.Count, parts.Least, parts.Usual));
        if (count < parts.Least || count > parts.Most) throw new FieldException("parts", $"A series has {parts.Least} to {parts.Most} parts.");
        if (items < count)
            throw new DomainRuleException(TooFewItems, string.Create(CultureInfo.InvariantCulture, $"Each part is about items of its own, and there {(items == 1 ? "is only 1" : $"are only {items}")} for {count} parts. Choose more items{(items > 1 ? ", or fewer parts" : "")}."));
        return [.. Enumerable.Range(0, count).Select(n => step with { Number = n + 1, Title = string.Create(CultureInfo.InvariantCulture, $"{step.Title} {n + 1} of {count}"), Day = n * step.Day })];
    }

    /// <summary>The plan that needs no model. The same document gives the same plan.</summary>
    public IReadOnlyList<PlannedStep> ByRule()
    {
        var (taken, planned) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<PlannedStep>());
        foreach (var step in Steps)
        {
            var items = step.Take.From(step.Candidates, taken, (step.Number - 1, Steps.Count));
            foreach (var item in items) taken[item.Key] = taken.GetValueOrDefault(item.Key) + 1;
            planned.Add(new(step, items));
        }
        return planned;
    }
}
