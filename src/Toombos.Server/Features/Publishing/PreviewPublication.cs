using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Publishing;

namespace Toombos.Server.Features.Publishing;

/// <summary>What publishing would do, and what stands against it.</summary>
static class PreviewPublication
{
    public static async Task<Ok<PublishPreview>> Handle(PublishRequest request, Publisher publisher, CancellationToken ct)
    {
        var (view, time, _) = await publisher.LookAsync(request, ct);
        view.RequireFound();
        return TypedResults.Ok(new PublishPreview
        {
            Title = view.Draft!.Title, ChannelName = view.Channel!.Name, ChannelKind = view.Channel.Kind, AudienceName = view.Audience?.Name, Deliveries = view.Receivers,
            DueAt = time?.Moment, TimeNote = time?.Note, PicturesNote = view.PicturesNote, Obstacles = view.Obstacles,
        });
    }
}
