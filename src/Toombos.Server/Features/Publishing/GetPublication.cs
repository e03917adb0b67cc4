using Microsoft.AspNetCore.Http.HttpResults;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>One publication with the counts of its ledger.</summary>
static class GetPublication
{
    public static async Task<Ok<Wire>> Handle(Guid id, PublicationDesk desk, CancellationToken ct) => TypedResults.Ok(await desk.ShowAsync(await desk.FindAsync(id, ct), ct));
}
