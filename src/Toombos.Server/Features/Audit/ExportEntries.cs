using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audit;

/// <summary>The log as JSON Lines, every text exactly as the hashes cover it. Taking it out is itself an entry, the last one of the export.</summary>
static class ExportEntries
{
    /// <summary>Sent on after so much, so that memory stays small and the reader is never far behind.</summary>
    const int SendAfter = 64 * 1024;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Handle(ToombosDb db, Tenant tenant, HttpResponse response, long? afterSequence, CancellationToken ct)
    {
        db.Record();
        await db.SaveChangesAsync(ct);
        var workspace = tenant.Required;
        var head = await db.AuditHeadAsync(workspace, ct) ?? throw new InvalidOperationException("The log has no end.");
        response.ContentType = "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"audit-{workspace:N}-{head.Sequence}.jsonl\"";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter, Plain);
        await foreach (var entry in db.ReadAuditAsync(workspace, Math.Max(afterSequence ?? 0, head.TrimmedSequence), head.Sequence, ct))
        {
            Write(json, entry);
            json.Flush();
            response.BodyWriter.Write("\n"u8);
            json.Reset();
            if (response.BodyWriter.UnflushedBytes > SendAfter) await response.BodyWriter.FlushAsync(ct);
        }
        await response.BodyWriter.FlushAsync(ct);
    }

    static void Write(Utf8JsonWriter json, AuditRow entry)
    {
        json.WriteStartObject();
        json.WriteString("workspaceId", entry.WorkspaceId);
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("at", AuditForm.TimeOf(entry.At));
        json.WriteString("actorKind", AuditForm.WordOf(entry.ActorKind));
        if (entry.ActorId is { } actor) json.WriteString("actorId", actor);
        json.WriteString("actorName", entry.ActorName);
        json.WriteString("action", entry.Action);
        WriteIfThere(json, "targetKind", entry.TargetKind);
        WriteIfThere(json, "targetId", entry.TargetId);
        WriteIfThere(json, "address", entry.Address);
        WriteIfThere(json, "device", entry.Device);
        json.WriteString("summary", entry.Summary);
        json.WriteString("previousHash", Convert.ToHexStringLower(entry.PreviousHash));
        json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
        json.WriteEndObject();
    }

    static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
