using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>What publishing would do, and what stands against it.</summary>
static class PreviewPublication
{
    public static async Task<Ok<PublishPreview>> Handle(PublishRequest request, Publisher publisher, PublicationDesk desk, ToombosDb db, CancellationToken ct)
    {
        var (view, time, _) = await publisher.LookAsync(request, ct);
        view.RequireFound();
        var up = view.Up ?? (view.Channel!.About.Edits ? await PostHistory.NewestAsync(db, view.Channel.Id, view.Draft!.Id, ct) : null);
        return TypedResults.Ok(new PublishPreview
        {
            Title = view.Draft!.Title, ChannelName = view.Channel!.Name, ChannelKind = view.Channel.Kind, AudienceName = view.Audience?.Name, Deliveries = view.Receivers,
            DueAt = time?.Moment, TimeNote = time?.Note, Cost = CostOf(view), Up = up is null ? null : await desk.ShowAsync(up, ct), Obstacles = view.Obstacles,
        });
    }

    /// <summary>No network tells what it will charge, so it is counted by the prices that were known on a day.</summary>
    static PublishCost? CostOf(GateView view)
    {
        if (ChannelKinds.Find(view.Channel!.Kind)?.Price is not { } price || view.Content is not { Posts: var posts }) return null;
        var (amount, links) = price.Of(posts);
        return new(amount, price.Currency, posts.Count, links, price.CheckedOn, price.Source);
    }
}
