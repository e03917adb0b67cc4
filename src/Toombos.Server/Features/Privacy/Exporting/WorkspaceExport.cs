using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>Writes everything in the workspace that has been entered: each of its tables, its documents as they were captured, its files.</summary>
public sealed class WorkspaceExport(ToombosDb db, FileStores stores, TimeProvider clock)
{
    static readonly MethodInfo WriteOf = typeof(WorkspaceExport).GetMethod(nameof(WriteTableAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public async Task WriteAsync(Stream destination, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var workspace = await db.CurrentWorkspaceAsync(ct);
        using var zip = new ZipWriter(destination, now);
        await zip.AddAsync("workspace.json", stream => JsonText.WriteAsync(stream, workspace.ToWire(), ct), ct);
        zip.Describe("workspace.json", "The workspace itself with its brand and plan, as the API shows it");
        await zip.AddAsync("people.json", async stream => await JsonText.WriteAsync(stream, await PeopleAsync(ct), ct), ct);
        zip.Describe("people.json", "Names and addresses of the members; their accounts are their own and not part of this export");
        foreach (var table in TenantTable.InOrderOfErasure(db).Reverse()) await AddTableAsync(zip, table, ct);
        await AddDocumentsAsync(zip, ct);
        await AddFilesAsync(zip, ct);
        await zip.FinishAsync($"""
            # {workspace.Name}

            Everything that Toombos keeps for this workspace, written on {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.

            Each file under `tables/` is one table in JSON Lines: one JSON object a line, UTF-8, times in UTC (ISO 8601), ids as UUIDs by which rows refer
            to each other. Secrets are left out: nobody can read a key or a password out of this file. What was changed while the file was written may be
            in it in either state.
            """, ct);
    }

    async Task<List<object>> PeopleAsync(CancellationToken ct) => [.. await (
        from member in db.Members join person in db.People on member.PersonId equals person.Id orderby member.Id
        select new { person.Id, person.Name, person.Email, member.Role, member.JoinedAt }).ToListAsync(ct)];

    async Task AddTableAsync(ZipWriter zip, TenantTable table, CancellationToken ct)
    {
        var (name, rows, writer) = ($"tables/{table.Name}.jsonl", 0, new RowWriter(table.Entity));
        await zip.AddAsync(name, async stream => rows = await (Task<int>)WriteOf.MakeGenericMethod(table.Entity.ClrType).Invoke(this, [table.Entity, writer, stream, ct])!, ct);
        zip.Describe(name, $"{rows} rows{(writer.Withheld.Count > 0 ? $"; left out: {string.Join(", ", writer.Withheld)}" : "")}");
    }

    Task<int> WriteTableAsync<T>(IEntityType entity, RowWriter writer, Stream stream, CancellationToken ct) where T : class, ITenantOwned
    {
        IQueryable<T> rows = db.Set<T>().AsNoTracking();
        if (entity.FindPrimaryKey()!.Properties is [{ ClrType: var type } key] && type == typeof(Guid)) rows = rows.OrderBy(row => EF.Property<Guid>(row, key.Name));
        return writer.WriteAsync(rows, stream, ct);
    }

    async Task AddDocumentsAsync(ZipWriter zip, CancellationToken ct)
    {
        foreach (var source in await db.Sources.AsNoTracking().OrderBy(s => s.Id).Select(s => new { s.Id, s.Name }).ToListAsync(ct))
        {
            // The last digits of the id keep sources of one name apart.
            var folder = $"documents/{Slug.From(source.Name, 60)}-{source.Id.ToString("N")[^6..]}";
            foreach (var snapshot in await db.Snapshots.Where(s => s.SourceId == source.Id).OrderBy(s => s.Number).Select(s => new { s.Id, s.Number }).ToListAsync(ct))
            {
                var text = await db.Snapshots.Where(s => s.Id == snapshot.Id).Select(s => s.Markdown).FirstOrDefaultAsync(ct);
                if (text is not null) await zip.AddAsync($"{folder}/{snapshot.Number:0000}.md", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct).AsTask(), ct);
            }
        }
        zip.Describe("documents/", "Each source's snapshots in Markdown as they were captured, numbered from the oldest");
    }

    async Task AddFilesAsync(ZipWriter zip, CancellationToken ct)
    {
        foreach (var id in await db.Files.OrderBy(f => f.Id).Select(f => f.Id).ToListAsync(ct))
        {
            if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file) continue;
            await using var content = await stores.At(file.Place).OpenAsync(file.Location, ct);
            if (content is not null) await zip.AddAsync($"files/{NameOf(file)}", stream => content.CopyToAsync(stream, ct), ct, compress: false);
        }
        zip.Describe("files/", "Uploaded pictures, named by their ids in `tables/files.jsonl`");
    }

    static string NameOf(StoredFile file) => $"{file.Id}.{file.ContentType[(file.ContentType.IndexOf('/') + 1)..]}";
}
