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
    public static async Task<Ok<PublishPreview>> Handle(PublishRequest request, Publisher publisher, ToombosDb db, CancellationToken ct)
    {
        var (view, time, _) = await publisher.LookAsync(request, ct);
        view.RequireFound();
        return TypedResults.Ok(new PublishPreview
        {
            Title = view.Draft!.Title, ChannelName = view.Channel!.Name, ChannelKind = view.Channel.Kind, AudienceName = view.Audience?.Name, Deliveries = view.Receivers,
            DueAt = time?.Moment, TimeNote = time?.Note, PicturesNote = view.PicturesNote, Cost = await CostAsync(view, db, ct), Obstacles = view.Obstacles,
        });
    }

    /// <summary>No network tells what it will charge, so it is counted by the prices that were known on a day.</summary>
    static async Task<PublishCost?> CostAsync(GateView view, ToombosDb db, CancellationToken ct)
    {
        if (ChannelKinds.Find(view.Channel!.Kind)?.Price is not { } price || view.Draft is not { } draft) return null;
        var posts = (await db.DraftVersions.Where(v => v.DraftId == draft.Id && v.Number == draft.VersionNumber).Select(v => v.Content).FirstAsync(ct)).Posts;
        var (amount, links) = price.Of(posts);
        return new(amount, price.Currency, posts.Count, links, price.CheckedOn, price.Source);
    }
}
