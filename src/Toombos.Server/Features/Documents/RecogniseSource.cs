using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Documents;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources.Recognition;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Tells what kind of source an address is, before it is registered.</summary>
static class RecogniseSource
{
    public static async Task<Ok<RecognisedSource>> Handle(RecogniseRequest request, Recogniser recogniser, OutboundGate gate, CancellationToken ct)
    {
        if (gate.Refusal is { } closed) throw new DomainRuleException(closed.Code, closed.Sentence);
        var found = await recogniser.LookAsync(request.Address.Trim(), ct);
        return TypedResults.Ok(new RecognisedSource
        {
            Kind = found.Kind, Address = found.Address, Readable = found.Readable, Title = found.Title, Sentence = found.Sentence, Feeds = [.. found.Feeds.Select(f => new FeedOffer(f.Address, f.Title))],
        });
    }
}
