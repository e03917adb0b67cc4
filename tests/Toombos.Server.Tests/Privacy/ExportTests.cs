using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Toombos.Client.Access;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Features.Privacy.Exporting;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Files;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Privacy;

/// <summary>Everything can be taken out, and nothing that opens anything is in it.</summary>
public sealed class ExportTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static async Task<Dictionary<string, byte[]>> UnpackAsync(Task<Stream> export)
    {
        await using var stream = await export;
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, Ct);
        await using var zip = await ZipArchive.CreateAsync(whole, ZipArchiveMode.Read, leaveOpen: true, null, Ct);
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(Ct);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, Ct);
            files.Add(entry.FullName, bytes.ToArray());
        }
        return files;
    }

    static List<JsonElement> Lines(byte[] file) => [.. Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    [Theory, BothDatabases]
    public async Task The_export_of_a_workspace_holds_every_table_each_document_each_file_and_says_what_they_are(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        var (stranger, _) = await host.SignUpWithWorkspaceAsync();
        await stranger.Client.Documents.AddSourceAsync(new() { Name = "Strange news", Markdown = "# Strange\n\n## [a] A\n\n### B\n\nC.\n" }, Ct);
        const string text = "# Nyheter från Åmål\n\n## [tips] Tips\n\n### Andas\n\nSex gånger i minuten, 日本語.\n";
        var source = await owner.Client.Documents.AddSourceAsync(new() { Name = "Nyheter från Åmål", Markdown = text }, Ct);
        await owner.Client.Documents.UpdateDocumentAsync(source.Source.Id, new() { Markdown = text + "\nMer.\n" }, Ct);
        var piece = await owner.Client.Writing.CreatePieceAsync(new() { SourceId = source.Source.Id }, Ct);
        var file = await owner.Client.Files.UploadAsync("logo.png", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), ct: Ct);
        var key = await owner.Client.Access.AddKeyAsync(new() { Name = "key", Scopes = [Scopes.DataExport] }, Ct);

        var files = await UnpackAsync(host.With(key.Secret).Privacy.ExportWorkspaceAsync(Ct));

        await using var scope = host.Services.CreateAsyncScope();
        var tables = TenantTable.InOrderOfErasure(scope.ServiceProvider.GetRequiredService<ToombosDb>());
        var readme = Encoding.UTF8.GetString(files["README.md"]);
        Assert.All(tables, table => Assert.Contains($"| `tables/{table.Name}.jsonl` |", readme, StringComparison.Ordinal));
        Assert.All(tables, table => Assert.True(files.ContainsKey($"tables/{table.Name}.jsonl"), table.Name));
        Assert.All(tables.SelectMany(t => Lines(files[$"tables/{t.Name}.jsonl"])), row => Assert.Equal(id, row.GetProperty("workspaceId").GetGuid()));
        Assert.Equal(source.Source.Id, Assert.Single(Lines(files["tables/sources.jsonl"])).GetProperty("id").GetGuid());
        Assert.Equal(2, Lines(files["tables/snapshots.jsonl"]).Count);
        var items = Lines(files["tables/items.jsonl"]).Select(i => i.GetProperty("id").GetGuid()).ToHashSet();
        Assert.All(Lines(files["tables/snapshots.jsonl"]).SelectMany(s => s.GetProperty("places").EnumerateArray()), place => Assert.Contains(place.GetProperty("itemId").GetGuid(), items));
        Assert.Equal(piece.Drafts.Count, Lines(files["tables/drafts.jsonl"]).Count);
        Assert.Equal(JsonValueKind.Object, Lines(files["tables/draft_versions.jsonl"])[0].GetProperty("content").ValueKind);
        Assert.Equal("owner", Assert.Single(Lines(files["tables/members.jsonl"])).GetProperty("role").GetString());
        Assert.NotEmpty(Lines(files["tables/audit_entries.jsonl"]));
        var documents = files.Where(f => f.Key.StartsWith("documents/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        Assert.Equal([text, text + "\nMer.\n"], documents.Select(d => Encoding.UTF8.GetString(d.Value)));
        Assert.Equal(await host.CreateClient().GetByteArrayAsync(new Uri(file.Address).PathAndQuery, Ct), files[$"files/{file.Id}.png"]);
        Assert.Equal("Harbour", JsonSerializer.Deserialize<JsonElement>(files["workspace.json"]).GetProperty("name").GetString());
        Assert.Contains(owner.Email, Encoding.UTF8.GetString(files["people.json"]), StringComparison.Ordinal);
        Assert.False(Assert.Single(Lines(files["tables/api_keys.jsonl"])).TryGetProperty("hash", out _));
        Assert.Contains("left out: hash, oldHash", readme, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_export_of_a_person_holds_what_is_kept_about_them_and_nothing_that_opens_the_account(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (person, id) = await host.SignUpWithWorkspaceAsync();
        var setup = await person.Client.Accounts.SetUpAuthenticatorAsync(Ct);

        var files = await UnpackAsync(person.Client.Privacy.ExportMineAsync(Ct));

        string[] expected = ["profile.json", "workspaces.json", "sessions.json", "events.json", "consents.json", "passkeys.json", "single-sign-on.json"];
        var readme = Encoding.UTF8.GetString(files["README.md"]);
        Assert.Equal(expected.Append("README.md").Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, name => Assert.Contains($"| `{name}` |", readme, StringComparison.Ordinal));
        Assert.Equal(person.Email, JsonSerializer.Deserialize<JsonElement>(files["profile.json"]).GetProperty("email").GetString());
        Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(files["workspaces.json"])[0].GetProperty("id").GetGuid());
        Assert.Contains("\"at\"", Encoding.UTF8.GetString(files["events.json"]), StringComparison.Ordinal);
        var all = string.Concat(files.Values.Select(Encoding.UTF8.GetString));
        foreach (var secret in new[] { person.Password, person.Session.AccessToken, person.Session.RefreshToken, setup.Key, setup.Key.Replace(" ", "", StringComparison.Ordinal) }.OfType<string>())
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Each_table_about_people_is_in_their_export_or_named_as_left_out()
    {
        await using var scope = (await hosts.GetAsync(DatabaseKind.Sqlite)).Services.CreateAsyncScope();
        var about = ErasePerson.ColumnsOfPeople(scope.ServiceProvider.GetRequiredService<ToombosDb>().Model).Select(c => c.DeclaringType.ClrType).ToHashSet();
        Assert.Empty(about.Except(PersonExport.Told).Except(PersonExport.Withheld));
    }
}
