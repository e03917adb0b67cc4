using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using ChannelPlaces = Toombos.Client.Channels.ChannelPlaces;
using FieldChoice = Toombos.Client.Channels.FieldChoice;

namespace Toombos.Server.Features.Channels;

/// <summary>Asks a connected account where it may post: as which member, on which pages.</summary>
static class ListPlaces
{
    public static async Task<Ok<ChannelPlaces>> Handle(string kind, Guid connection, ToombosDb db, IEnumerable<IChannel> kinds, AccountTokens tokens, Outbound outbound, CancellationToken ct)
    {
        if (kinds.FirstOrDefault(k => k.About.Kind == kind) is not { } found) throw Missing.Of("connector");
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        if (found is not IListsPlaces places || found.About.Form is not { Connected: { } chosen, Listed: { } field }) throw new DomainRuleException("connector.no-places", $"{found.About.Name} has one place to post at for each account.");
        var settings = new JsonObject { [chosen.Name] = connection.ToString() };
        await ConnectedAccounts.RequireAsync(found.About, settings, db, ct);
        var list = await new ConnectedChannel(found, connection, tokens).ListAsync(found.About.Form.Open(settings, new Dictionary<string, string>()), places, ct);
        return TypedResults.Ok(new ChannelPlaces(field.Name, [.. list.Places.Select(p => new FieldChoice(p.Value, p.Label))], list.Refusal?.Trouble().Sentence));
    }
}
