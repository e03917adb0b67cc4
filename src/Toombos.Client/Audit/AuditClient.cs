using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Toombos.Client.Audit;

/// <summary>The workspace's log of what was done, by whom, and from where.</summary>
public sealed class AuditClient(ToombosConnection connection)
{
    /// <summary>Entries, newest first.</summary>
    public Task<Page<AuditEntry>> ListAsync(AuditQuery? query = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<AuditEntry>>(ToombosConnection.Query("v1/audit",
            ("action", query?.Action), ("actorId", query?.ActorId), ("targetKind", query?.TargetKind), ("targetId", query?.TargetId), ("address", query?.Address),
            ("from", query?.From), ("to", query?.To), ("after", after), ("limit", limit)), ct);

    /// <summary>The whole log, oldest first, read as it arrives.</summary>
    /// <param name="afterSequence">Only what came later, for those who have the rest already.</param>
    public async IAsyncEnumerable<AuditEntry> ExportAsync(long afterSequence = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var lines = await OpenExportAsync(afterSequence, ct);
        using var reader = new StreamReader(lines);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.Length > 0) yield return JsonSerializer.Deserialize(line, ToombosJson.Default.AuditEntry) ?? throw new JsonException("A line of the export was null.");
        }
    }

    /// <summary>The whole log as JSON Lines, oldest first, byte for byte as the server wrote it.</summary>
    public Task<Stream> OpenExportAsync(long afterSequence = 0, CancellationToken ct = default) =>
        connection.OpenAsync(ToombosConnection.Query("v1/audit/export", ("afterSequence", afterSequence)), ct);

    /// <summary>Checks the whole chain: whether an entry was altered, taken out, put in or moved.</summary>
    public Task<AuditVerification> VerifyAsync(CancellationToken ct = default) => connection.GetAsync<AuditVerification>("v1/audit/verify", ct);
}
