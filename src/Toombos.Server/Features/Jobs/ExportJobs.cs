using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>All jobs that a query finds, row by row, so that memory stays small however many there are.</summary>
static class ExportJobs
{
    /// <summary>What begins like a formula is not one when a spreadsheet opens it.</summary>
    static readonly CsvConfiguration Safe = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\r\n" };

    public static async Task Csv(ToombosDb db, [AsParameters] JobFilter filter, HttpResponse response, CancellationToken ct)
    {
        await BeginAsync(db, response, "text/csv; charset=utf-8", "jobs.csv", ct);
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await using var csv = new CsvWriter(text, Safe, leaveOpen: true);
        foreach (var name in (ReadOnlySpan<string>)["id", "kind", "title", "state", "priority", "due_at", "created_at", "created_by", "started_at", "finished_at", "attempt", "max_attempts", "error_code", "error"]) csv.WriteField(name);
        await csv.NextRecordAsync();
        await foreach (var job in RowsOf(db, filter).WithCancellation(ct))
        {
            csv.WriteField(job.Id);
            csv.WriteField(job.Kind);
            csv.WriteField(job.Title);
            csv.WriteField(job.State.ToString().ToLowerInvariant());
            csv.WriteField(job.Priority);
            foreach (var moment in (ReadOnlySpan<DateTimeOffset?>)[job.DueAt, job.CreatedAt]) csv.WriteField(TextOf(moment));
            csv.WriteField(job.CreatedBy);
            foreach (var moment in (ReadOnlySpan<DateTimeOffset?>)[job.StartedAt, job.FinishedAt]) csv.WriteField(TextOf(moment));
            csv.WriteField(job.Attempt);
            csv.WriteField(job.MaxAttempts);
            csv.WriteField(job.ErrorCode);
            csv.WriteField(job.Error);
            await csv.NextRecordAsync();
        }
    }

    public static async Task JsonLines(ToombosDb db, [AsParameters] JobFilter filter, HttpResponse response, CancellationToken ct)
    {
        await BeginAsync(db, response, "application/jsonl; charset=utf-8", "jobs.jsonl", ct);
        await foreach (var job in RowsOf(db, filter).WithCancellation(ct))
        {
            await JsonSerializer.SerializeAsync(response.Body, job.ToWire(), ToombosJson.Default.Job, ct);
            await response.Body.WriteAsync("\n"u8.ToArray(), ct);
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

    static string? TextOf(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
