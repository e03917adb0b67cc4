using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Publishing.Publication;

namespace Toombos.Server.Features.Publishing;

/// <summary>Publishes a draft now or later. Asked twice under one key it happens once: the second answer shows the first one's publication as it stands.</summary>
static class PublishDraft
{
    public static Task<Results<Created<Wire>, Ok<Wire>>> Handle(
        PublishRequest request, [FromHeader(Name = "Idempotency-Key"), StringLength(100, MinimumLength = 1)] string? idempotencyKey, ToombosDb db, Publisher publisher, PublicationDesk desk, CancellationToken ct) =>
        db.InTransactionAsync<Results<Created<Wire>, Ok<Wire>>>(async () =>
        {
            if (idempotencyKey is not null && await db.Publications.FirstOrDefaultAsync(p => p.IdempotencyKey == idempotencyKey, ct) is { } first)
            {
                if (first.RequestHash != Publisher.HashOf(request))
                    throw new DomainRuleException("idempotency-key.reused", "Something else was asked under this Idempotency-Key before. Use a new key for a new request.", StatusCodes.Status422UnprocessableEntity);
                return TypedResults.Ok(await desk.ShowAsync(first, ct));
            }
            var publication = await publisher.AddAsync(request, idempotencyKey, ct);
            return TypedResults.Created($"/v1/publications/{publication.Id}", await desk.ShowAsync(publication, ct));
        }, ct);
}
