using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>Keeps the files of a source in the save under way, and names those that have changed.</summary>
public sealed class FileBook(ToombosDb db)
{
    /// <summary>As many as people read.</summary>
    const int MostNamed = 50;

    public async Task<IReadOnlyList<SourceFile>> OfAsync(Source source, CancellationToken ct) =>
        await db.SourceFiles.AsNoTracking().Where(f => f.SourceId == source.Id).Select(f => new SourceFile(f.Path, f.Hash, f.Text)).ToListAsync(ct);

    public async Task TakeAsync(Source source, SyncRunRow run, IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        var known = await db.SourceFiles.Where(f => f.SourceId == source.Id).ToDictionaryAsync(f => f.Path, StringComparer.Ordinal, ct);
        var (first, changes) = (known.Count == 0, new List<FileChange>());
        foreach (var file in files)
        {
            if (file.Path.Length > SourceFileRow.LongestPath) continue;
            if (!known.Remove(file.Path, out var row))
            {
                db.SourceFiles.Add(new() { SourceId = source.Id, Path = file.Path, Hash = file.Hash, Text = file.Text });
                changes.Add(new(ChangeKind.Added, file.Path));
            }
            else if (row.Hash != file.Hash)
            {
                (row.Hash, row.Text) = (file.Hash, file.Text);
                changes.Add(new(ChangeKind.Changed, file.Path));
            }
        }
        foreach (var gone in known.Values)
        {
            db.SourceFiles.Remove(gone);
            changes.Add(new(ChangeKind.Removed, gone.Path));
        }
        if (!first && changes.Count > 0) (run.Files, run.FileCount) = ([.. changes.OrderBy(c => c.Path, StringComparer.Ordinal).Take(MostNamed)], changes.Count);
    }
}
