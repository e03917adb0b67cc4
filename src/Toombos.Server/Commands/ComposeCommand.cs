using System.CommandLine;
using System.Globalization;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Commands;

/// <summary>The whole way from a living document to drafts in the terminal: no server, no database, no network.</summary>
public static class ComposeCommand
{
    public static Command Create()
    {
        var options = new ComposeOptions();
        var command = options.ToCommand("compose", "Writes drafts for every channel from a living document, without a server");
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                return await RunAsync(options, parsed, ct);
            }
            catch (Exception refused) when (refused is DomainRuleException or FieldException)
            {
                return await MisusedAsync(refused.Message);
            }
            catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
            {
                return await MisusedAsync($"The disk refused: {disk.Message}");
            }
        });
        return command;
    }

    static async Task<int> RunAsync(ComposeOptions options, ParseResult parsed, CancellationToken ct)
    {
        var path = parsed.GetRequiredValue(options.File);
        var outFolder = parsed.GetRequiredValue(options.Out);
        if (Directory.Exists(path)) return await MisusedAsync($"'{path}' is a folder. Name a Markdown file in it.");
        if (!File.Exists(path)) return await MisusedAsync($"There is no file '{path}'. Name a Markdown file, for example samples/living-document.md.");
        if (string.IsNullOrWhiteSpace(outFolder)) return await MisusedAsync("Name a folder with --out.");
        if (File.Exists(outFolder)) return await MisusedAsync($"'{outFolder}' is a file. Name a folder with --out.");
        if (!TryDate(parsed.GetValue(options.Since), out var since)) return await MisusedAsync($"'{parsed.GetValue(options.Since)}' is not a day. Write --since 2026-10-01.");
        var site = parsed.GetValue(options.Site);
        if (site is not null && !(Uri.TryCreate(site, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            return await MisusedAsync($"'{site}' is not a web address. Write --site https://example.com.");

        if (parsed.GetValue(options.Brand) is { } named && (string.IsNullOrWhiteSpace(named) || named.Length > 100)) return await MisusedAsync("A brand's name has 1 to 100 characters.");

        var json = parsed.GetValue(options.Json);
        await using var progress = ComposeProgress.Start(quiet: json);
        progress.Step("Reading the document");
        var document = DocumentParser.Parse(DocumentText.Decode((await ReadAsync(path, ct)).Span));
        var brand = new Brand { Name = parsed.GetValue(options.Brand) ?? BrandName.Of(document) ?? Path.GetFileNameWithoutExtension(path), Site = site };

        progress.Step("Writing and checking drafts");
        var result = Drafting.Run(new()
        {
            Title = document.Title ?? Path.GetFileNameWithoutExtension(path), Items = document.Items, Brand = brand, Language = document.Language,
            Channels = parsed.GetValue(options.Channels)?.SelectMany(c => c.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList(),
            Voice = parsed.GetValue(options.Voice), Template = parsed.GetValue(options.Template), Since = since,
            WebPosts = parsed.GetValue(options.Digest) ? WebPosts.Digest : WebPosts.PerItem,
        });

        progress.Step("Rendering");
        var files = ComposeFiles.Render(result, brand, DateOf(result));
        var report = ComposeReport.Of(path, document, result, files);
        files.Add(new("report.json", report.ToJson()));

        var dryRun = parsed.GetValue(options.DryRun);
        progress.Step(dryRun ? "Writing nothing (dry run)" : "Writing files");
        if (!dryRun) await ComposeFiles.WriteAsync(outFolder, files, ct);
        await progress.DisposeAsync();
        if (json) Console.WriteLine(report.ToJson());
        else ComposeSummary.Print(report, outFolder, dryRun);
        return 0;
    }

    /// <summary>No more than a document may have and a byte, whatever length the file claims: a device or a pipe has none.</summary>
    static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var bytes = new byte[DocumentText.MaxBytes + 1];
        return bytes.AsMemory(0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct));
    }

    static bool TryDate(string? text, out DateOnly? date)
    {
        date = null;
        if (text is null) return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        date = day;
        return true;
    }

    /// <summary>Dated by its newest item, not by the clock, so that the same document always gives the same bytes; undated where no item has a day.</summary>
    static DateOnly? DateOf(DraftingResult result) => result.Used.Max(i => i.Date);

    static async Task<int> MisusedAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return CommandLine.Misused;
    }
}
