using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents;

/// <summary>Reads documents that are kept elsewhere.</summary>
public sealed class SourceReader(ToombosDb db, TakeSnapshot take, TimeProvider clock)
{
    public Task<string> ReadFirstAsync(Source source, CancellationToken ct) => throw new NotSupportedException($"{source} {ct} {db} {take} {clock}");

    public Task<SyncResult> SyncAsync(Source source, CancellationToken ct) => throw new NotSupportedException($"{source} {ct}");
}
