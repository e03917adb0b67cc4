using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Folder;

/// <summary>
/// Reads a Markdown file, or all Markdown files of a folder as one document, below the folders that the operator
/// allowed; tells of changes as they happen.
/// </summary>
public sealed class FolderSource(IOptions<FolderSourceOptions> options, TimeProvider time) : ISource
{
    static readonly SourceReading.Refused NotAllowed = new(
        "source.not-allowed", "This folder is not open to Toombos. Ask the operator to add it to FolderSource:AllowedRoots.");
    static readonly SourceReading.Refused NotFound = new(
        "source.not-found", "There is no Markdown file at this path. Check its spelling, and that files end in .md.");

    readonly FolderSourceOptions options = options.Value;

    public string Kind => "folder";

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct)
    {
        try
        {
            if (Locate(address, out var path) is { } refusal) return refusal;
            var files = MarkdownFiles.In(path, options.MaxFiles + 1);
            if (files.Count == 0) return NotFound;
            if (files.Count > options.MaxFiles) return new SourceReading.Refused("source.too-many-files", $"The folder holds more than {options.MaxFiles} Markdown files. Choose a smaller one.");
            return await ReadAsync(path, files, revision, ct);
        }
        catch (UnauthorizedAccessException)
        {
            return new SourceReading.Refused("source.forbidden", "Toombos has no right to read this path. Give its user account the right to.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return NotFound;
        }
        catch (IOException)
        {
            return new SourceReading.Unreachable("The file could not be read just now. It may be open elsewhere, or the disk is away.");
        }
    }

    /// <summary>
    /// A reading for each change that leads to another text, once the folder is quiet; ends when the folder can't be
    /// watched or <paramref name="ct"/> is cancelled.
    /// </summary>
    public async IAsyncEnumerable<SourceReading> WatchAsync(string address, string? revision, [EnumeratorCancellation] CancellationToken ct)
    {
        if (Locate(address, out var path) is not null || !Path.Exists(path)) yield break;
        using var changes = new FolderChanges(path, TimeSpan.FromMilliseconds(options.QuietMilliseconds), time);
        do
        {
            var reading = await ReadAsync(address, revision, SourceVisit.Plain, ct);
            if (reading is SourceReading.Unchanged) continue;
            if (reading is SourceReading.Fetched fetched) revision = fetched.Revision;
            yield return reading;
        }
        while (await changes.NextAsync(ct));
    }

    async Task<SourceReading> ReadAsync(string root, IReadOnlyList<string> files, string? revision, CancellationToken ct)
    {
        var (texts, left) = (new List<SourceFile>(files.Count), options.MaxBytes);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous);
            if (await BoundedBody.ReadAsync(stream, left, ct) is not { } bytes)
                return new SourceReading.Refused("source.too-large", $"The document is larger than {options.MaxBytes / (1024 * 1024)} MB. Split it.");
            left -= bytes.Length;
            if (SourceText.Decode(bytes.Span) is not { } text) return SourceText.NotText;
            texts.Add(new(Path.GetRelativePath(root, file).Replace('\\', '/'), "", text));
        }
        var document = JoinedFiles.Join(texts);
        var found = SourceText.RevisionOf(document);
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(document, found);
    }

    SourceReading.Refused? Locate(string address, out string path)
    {
        path = "";
        if (address.Length == 0 || address.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(address)) return NotAllowed;
        if (RealPath.Of(address) is not { } real) return NotAllowed;
        path = real;
        return options.AllowedRoots.Any(root => RealPath.Of(root) is { } allowed && RealPath.IsWithin(real, allowed)) ? null : NotAllowed;
    }
}
