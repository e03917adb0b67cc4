using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences.Importing;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audiences;

/// <summary>Puts the people of a CSV file on a list, all in one transaction or nobody, or only says what would be done.</summary>
static class ImportSubscribers
{
    public static async Task<Ok<ImportReport>> Handle(
        Guid id, IFormFile file, [FromForm] string? consent, [FromForm] bool? dryRun, ToombosDb db, UsageDesk usage, Fingerprints fingerprints, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Audiences.AnyAsync(a => a.Id == id, ct)) throw Missing.Of("audience");
        var statement = AddSubscriber.StatementOf(consent);
        if (file.Length > ImportReader.MaxBytes)
            throw new DomainRuleException("import.too-large", "The file is larger than 5 MB. Take columns other than email and name out, or split it.", StatusCodes.Status413PayloadTooLarge);
        IReadOnlyList<ImportLine> lines;
        await using (var stream = file.OpenReadStream()) lines = await ImportReader.ReadAsync(stream, ct);
        var fingerprint = await fingerprints.InAsync(tenant.Required, ct);

        // Both ways the same look under the same lock: what a dry run promises is what the import does, if nobody else was faster.
        var report = await db.InTransactionAsync(async () =>
        {
            var plan = await ImportPlan.MakeAsync(lines, id, fingerprint, db, ct);
            if (plan.New.Count > 0) await usage.RequireRoomAsync(Quota.Subscribers, ct, plan.New.Count);
            if (dryRun != true && plan.New.Count > 0) await SaveAsync(plan.New, id, statement, db, tenant, clock.GetUtcNow(), ct);
            return plan.Report(dryRun == true);
        }, ct);
        return TypedResults.Ok(report);
    }

    /// <summary>The list itself changes, so the log and the events tell of the import once.</summary>
    static async Task SaveAsync(List<NewPerson> people, Guid id, string statement, ToombosDb db, Tenant tenant, DateTimeOffset now, CancellationToken ct)
    {
        var audience = await db.Audiences.FirstOrDefaultAsync(a => a.Id == id, ct) ?? throw Missing.Of("audience");
        var consent = new ListConsent { AudienceId = id, Source = ConsentSource.Import, By = tenant.Actor, Statement = statement, At = now, People = people.Count };
        (audience.ImportedAt, audience.Version) = (now, audience.Version + 1);
        db.ListConsents.Add(consent);
        await db.SaveChangesAsync(ct);
        await db.InsertAsync(people, consent.Id, ct);
    }
}
