using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Jobs;

/// <summary>All jobs that a query finds, row by row, so that memory stays small however many there are.</summary>
static class ExportJobs
{
    static readonly ReadOnlyMemory<byte> EndOfLine = "\n"u8.ToArray();

    public static async Task Csv(ToombosDb db, [AsParameters] JobFilter filter, HttpResponse response, CancellationToken ct)
    {
        await BeginAsync(db, response, "text/csv; charset=utf-8", "jobs.csv", ct);
        string[] names = ["id", "kind", "title", "state", "priority", "due_at", "created_at", "created_by", "started_at", "finished_at", "attempt", "max_attempts", "error_code", "error"];
        await SafeCsv.WriteAsync(response.Body, names, RowsOf(db, filter), job =>
        [
            job.Id.ToString(), job.Kind, job.Title, SafeCsv.Word(job.State), Number(job.Priority), SafeCsv.Time(job.DueAt), SafeCsv.Time(job.CreatedAt), job.CreatedBy, SafeCsv.Time(job.StartedAt),
            SafeCsv.Time(job.FinishedAt), Number(job.Attempt), Number(job.MaxAttempts), job.ErrorCode, job.Error,
        ], ct);
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static async Task JsonLines(ToombosDb db, [AsParameters] JobFilter filter, HttpResponse response, CancellationToken ct)
    {
        await BeginAsync(db, response, "application/jsonl; charset=utf-8", "jobs.jsonl", ct);
        await foreach (var job in RowsOf(db, filter).WithCancellation(ct))
        {
            await JsonSerializer.SerializeAsync(response.Body, job.ToWire(), ToombosJson.Default.Job, ct);
            await response.Body.WriteAsync(EndOfLine, ct);
        }
    }

    static async Task BeginAsync(ToombosDb db, HttpResponse response, string type, string name, CancellationToken ct)
    {
        db.Record();
        await db.SaveChangesAsync(ct);
        response.ContentType = type;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
    }

    static IAsyncEnumerable<JobRow> RowsOf(ToombosDb db, JobFilter filter) => filter.Apply(db).OrderByDescending(j => j.DueAt).ThenByDescending(j => j.Id).AsAsyncEnumerable();
}
